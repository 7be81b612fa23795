import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { invitations } from "@/drizzle/schema/auth";
import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { inviteMember } from "@/lib/auth/invite-member";
import { joinByInvitation } from "@/lib/auth/join-by-invitation";
import { listInvitations, listMembers } from "@/lib/auth/queries";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import type { Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const now = () => new Date();
const password = "a long enough password";
const guest = (workspaceId: string): Actor => ({
  kind: "guest",
  workspaceId,
  id: null,
  name: "guest",
});
const newEmail = () => `${uuidv7()}@test.example`;

function invite({ admin }: TestWorkspace, email = newEmail()) {
  return inviteMember({ actor: admin, now: now() }, { email, roles: ["data_scientist"] });
}

function accept(workspaceId: string, token: string, at = now()) {
  return acceptInvitation(
    { actor: guest(workspaceId), now: at },
    { token, name: "New person", password },
  );
}

test("an invitation makes an account with the invited roles, once", async () => {
  const workspace = await makeWorkspace();
  const { token, email } = await invite(workspace);
  await accept(workspace.workspaceId, token);
  const members = await listMembers({ actor: workspace.admin });
  expect(members.find((member) => member.email === email)).toMatchObject({
    roles: ["data_scientist"],
    active: true,
    signsInWith: "password",
  });
  await expect(accept(workspace.workspaceId, token)).rejects.toMatchObject({ code: "outdated" });
});

test("an invitation accepted twice at once makes one account", async () => {
  const workspace = await makeWorkspace();
  const { token } = await invite(workspace);
  const both = await Promise.allSettled([
    accept(workspace.workspaceId, token),
    accept(workspace.workspaceId, token),
  ]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("an invitation is stored only as a hash", async () => {
  const workspace = await makeWorkspace();
  const { token } = await invite(workspace);
  const rows = await db
    .select()
    .from(invitations)
    .where(eq(invitations.workspaceId, workspace.workspaceId));
  expect(JSON.stringify(rows)).not.toContain(token.slice(4));
});

test("an expired, revoked, replaced or foreign invitation lets nobody in", async () => {
  const workspace = await makeWorkspace();
  const other = await makeWorkspace();
  const ctx = { actor: workspace.admin, now: now() };

  const late = await invite(workspace);
  const inTenDays = new Date(Date.now() + 10 * 24 * 60 * 60 * 1000);
  await expect(accept(workspace.workspaceId, late.token, inTenDays)).rejects.toMatchObject({
    code: "outdated",
  });

  const revoked = await invite(workspace);
  await revokeInvitation(ctx, { invitationId: revoked.id });
  await expect(accept(workspace.workspaceId, revoked.token)).rejects.toMatchObject({
    code: "missing",
  });

  const first = await invite(workspace);
  await invite(workspace, first.email);
  await expect(accept(workspace.workspaceId, first.token)).rejects.toMatchObject({
    code: "missing",
  });

  const foreign = await invite(workspace);
  await expect(accept(other.workspaceId, foreign.token)).rejects.toMatchObject({
    code: "missing",
  });
  expect((await listInvitations(ctx)).map(({ email }) => email)).not.toContain(revoked.email);
});

test("someone with an account joins with it, and only for their own address", async () => {
  const workspace = await makeWorkspace();
  const person = await (await makeWorkspace()).member(["viewer"]);
  const stranger = await (await makeWorkspace()).member(["viewer"]);
  const { token } = await invite(workspace, person.email);
  const ctx = { actor: guest(workspace.workspaceId), now: now() };
  await expect(accept(workspace.workspaceId, token)).rejects.toMatchObject({ code: "taken" });
  await expect(joinByInvitation(ctx, { token, userId: stranger.id })).rejects.toMatchObject({
    code: "forbidden",
  });
  await joinByInvitation(ctx, { token, userId: person.id });
  const members = await listMembers({ actor: workspace.admin });
  expect(members.find(({ id }) => id === person.id)?.roles).toEqual(["data_scientist"]);
});

test("a member cannot be invited again", async () => {
  const workspace = await makeWorkspace();
  const member = await workspace.member(["viewer"]);
  await expect(invite(workspace, member.email)).rejects.toMatchObject({ code: "taken" });
});

test("the last admin can neither be demoted nor deactivated", async () => {
  const { admin, member } = await makeWorkspace();
  const ctx = { actor: admin, now: now() };
  const demote = () => changeRoles(ctx, { userId: admin.id, roles: ["viewer"] });
  await expect(demote()).rejects.toMatchObject({ code: "forbidden" });
  await expect(deactivateMember(ctx, { userId: admin.id })).rejects.toMatchObject({
    code: "forbidden",
  });
  const second = await member(["admin"]);
  await deactivateMember(ctx, { userId: second.id });
  await expect(demote()).rejects.toMatchObject({ code: "forbidden" });
});

test("two admins who demote each other at once leave one", async () => {
  const { admin, member } = await makeWorkspace();
  const second = await member(["admin"]);
  const outcomes = await Promise.allSettled([
    changeRoles({ actor: admin, now: now() }, { userId: second.id, roles: ["viewer"] }),
    changeRoles({ actor: second, now: now() }, { userId: admin.id, roles: ["viewer"] }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const members = await listMembers({ actor: admin });
  expect(members.filter(({ roles }) => roles.includes("admin"))).toHaveLength(1);
});

test("an admin of one workspace changes nobody in another", async () => {
  const { admin } = await makeWorkspace();
  const other = await makeWorkspace();
  const ctx = { actor: admin, now: now() };
  await expect(
    changeRoles(ctx, { userId: other.admin.id, roles: ["viewer"] }),
  ).rejects.toMatchObject({ code: "missing" });
  await expect(deactivateMember(ctx, { userId: other.admin.id })).rejects.toMatchObject({
    code: "missing",
  });
});
