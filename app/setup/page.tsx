import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { SetUpForm } from "@/components/auth/set-up-form";
import { BareShell } from "@/components/shell/bare-shell";
import { hasUsers } from "@/lib/auth/identity/identity-queries";
import { site } from "@/lib/paths";

import { setUpAction } from "./actions";

export const metadata: Metadata = { title: "Set up" };
/** Whether anybody has an account is asked afresh each time. */
export const dynamic = "force-dynamic";

export default async function SetUp() {
  if (await hasUsers()) redirect(site.signIn);
  return (
    <BareShell
      title="Set up Gatehouse"
      description="The first account is an admin of the first workspace and can invite everybody else."
    >
      <SetUpForm setUp={setUpAction} />
    </BareShell>
  );
}
