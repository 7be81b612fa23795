import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";

import { SignOutButton } from "@/components/auth/sign-out-button";
import { BareShell } from "@/components/shell/bare-shell";
import { hasUsers, listWorkspacesOf } from "@/lib/auth/identity/identity-queries";
import { signedInUser } from "@/lib/auth/identity/session";
import { pages, pathTo, site } from "@/lib/paths";

export const metadata: Metadata = { title: "No workspace" };

/** The browser carries the part behind # over each of these redirects, so MLflow's links arrive whole. */
export default async function Root() {
  const user = await signedInUser();
  if (!user) redirect((await hasUsers()) ? site.signIn : site.setUp);
  const mine = (await listWorkspacesOf(user.id)).filter(({ active }) => active);
  const last = (await cookies()).get("workspace")?.value;
  const open = mine.find(({ slug }) => slug === last) ?? mine[0];
  if (open) redirect(pathTo(open.slug, pages.home));
  return (
    <BareShell
      title="No workspace yet"
      description={`${user.email} is not a member of any workspace. Open the invitation you were sent, or ask an admin for one.`}
    >
      <SignOutButton />
    </BareShell>
  );
}
