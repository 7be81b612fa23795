import type { Metadata } from "next";
import type { ReactNode } from "react";

import { AcceptForm } from "@/components/auth/accept-form";
import { JoinButton } from "@/components/auth/join-button";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { BareShell } from "@/components/shell/bare-shell";
import { ButtonLink } from "@/components/ui/button";
import type { SignedInUser } from "@/lib/auth/identity/identity-queries";
import { findInvitationByToken, type OpenInvitation } from "@/lib/auth/identity/invitation-queries";
import { signedInUser } from "@/lib/auth/identity/session";
import { roleNames } from "@/lib/auth/role-names";
import { site } from "@/lib/paths";
import { settings } from "@/lib/settings";

import { acceptAction, joinAction } from "./actions";

export const metadata: Metadata = {
  title: "Invitation",
  referrer: "no-referrer",
  robots: { index: false },
};

export default async function Invite({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitationByToken(token, new Date());
  if (invitation?.state !== "open") return <NotOpen invitation={invitation} />;
  const user = await signedInUser();
  return (
    <BareShell
      title={`Join ${invitation.workspace.name}`}
      description={`${invitation.invitedByName} invites ${invitation.email} as ${invitation.roles
        .map((role) => roleNames[role].label.toLowerCase())
        .join(", ")}.`}
    >
      <WayIn token={token} invitation={invitation} user={user} />
    </BareShell>
  );
}

function WayIn({
  token,
  invitation,
  user,
}: {
  token: string;
  invitation: OpenInvitation;
  user: SignedInUser | null;
}): ReactNode {
  const { email, workspace } = invitation;
  if (user && user.email !== email)
    return (
      <div className="space-y-4 text-sm">
        <p>
          You are signed in as {user.email}. Sign out, open the link again and go on as {email}.
        </p>
        <SignOutButton />
      </div>
    );
  if (user) return <JoinButton workspace={workspace.slug} join={joinAction.bind(null, token)} />;
  const provider = settings().oidc?.name;
  if (invitation.hasAccount)
    return <SignInForm returnTo={site.invitation(token)} provider={provider} email={email} />;
  return (
    <AcceptForm
      workspace={workspace.slug}
      email={email}
      returnTo={site.invitation(token)}
      provider={provider}
      accept={acceptAction.bind(null, token)}
    />
  );
}

function NotOpen({ invitation }: { invitation: OpenInvitation | undefined }) {
  const used = invitation?.state === "accepted";
  return (
    <BareShell
      title={used ? "Invitation used" : "Invitation not valid"}
      description={
        used
          ? "This invitation has been accepted already. Sign in instead."
          : "The link has expired, was revoked or is not complete. Ask for a new one."
      }
    >
      <ButtonLink href={site.signIn}>Sign in</ButtonLink>
    </BareShell>
  );
}
