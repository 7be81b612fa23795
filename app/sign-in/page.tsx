import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { SignInForm } from "@/components/auth/sign-in-form";
import { BareShell } from "@/components/shell/bare-shell";
import { one } from "@/lib/address";
import { hasUsers } from "@/lib/auth/identity/identity-queries";
import { returnPath } from "@/lib/auth/identity/return-path";
import { signedInUser } from "@/lib/auth/identity/session";
import { signInFault } from "@/lib/auth/identity/sign-in-fault";
import { site } from "@/lib/paths";
import { settings } from "@/lib/settings";

export const metadata: Metadata = { title: "Sign in" };

type Query = Record<string, string | string[] | undefined>;

export default async function SignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const returnTo = returnPath(wholeAddress(query));
  if (await signedInUser()) redirect(returnTo);
  if (!(await hasUsers())) redirect(site.setUp);
  return (
    <BareShell title="Sign in">
      <SignInForm
        returnTo={returnTo}
        problem={signInFault(one(query["error"]))}
        provider={settings().oidc?.name}
      />
    </BareShell>
  );
}

/** The redirect in next.config.ts passes the address in `from` and its query beside it. */
function wholeAddress(query: Query): string {
  const from = one(query["from"]) ?? "/";
  const rest = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (["from", "error", "callbackUrl"].includes(name)) continue;
    for (const part of [value].flat()) if (part !== undefined) rest.append(name, part);
  }
  const text = rest.toString();
  return text === "" ? from : `${from}${from.includes("?") ? "&" : "?"}${text}`;
}
