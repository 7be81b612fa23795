import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Section } from "@/components/blocks/section";
import { InvitationTable } from "@/components/settings/invitation-table";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { MemberTable } from "@/components/settings/member-table";
import { NewWorkspaceDialog } from "@/components/settings/new-workspace-dialog";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { listInvitations, listMembers } from "@/lib/auth/queries";
import { may } from "@/lib/auth/rules";
import { plural } from "@/lib/format";
import { view } from "@/lib/transport/page";

import {
  changeRolesAction,
  deactivateAction,
  inviteAction,
  openWorkspaceAction,
  reactivateAction,
  revokeAction,
} from "./actions";

export const metadata: Metadata = { title: "Members" };

export default async function Members({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { members, invitations, you, mayOpen, seesJobs } = await view(workspace, async (ctx) => ({
    members: await listMembers(ctx),
    invitations: may(ctx.actor, "member:write") ? await listInvitations(ctx) : null,
    you: ctx.actor.id,
    mayOpen: may(ctx.actor, "workspace:create"),
    seesJobs: may(ctx.actor, "job:read"),
  }));
  const active = members.filter((member) => member.active).length;
  return (
    <Page>
      <PageHeader
        title="Members"
        description={`${plural(active, "person", "people")} can enter this workspace.`}
        actions={
          <>
            {mayOpen && <NewWorkspaceDialog open={openWorkspaceAction.bind(null, workspace)} />}
            {invitations && <InviteDialog invite={inviteAction.bind(null, workspace)} />}
          </>
        }
      />
      <SettingsTabs workspace={workspace} active="members" seesJobs={seesJobs} />
      <MemberTable
        members={members}
        you={you}
        actions={
          invitations && {
            changeRoles: changeRolesAction.bind(null, workspace),
            deactivate: deactivateAction.bind(null, workspace),
            reactivate: reactivateAction.bind(null, workspace),
          }
        }
      />
      {invitations && (
        <Section title="Open invitations" count={invitations.length}>
          <InvitationTable invitations={invitations} revoke={revokeAction.bind(null, workspace)} />
        </Section>
      )}
    </Page>
  );
}
