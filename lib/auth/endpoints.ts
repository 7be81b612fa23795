import { z } from "zod";

import {
  acceptInput,
  changeRolesInput,
  createKeyInput,
  invitationInput,
  inviteInput,
  keyInput,
  memberInput,
} from "@/lib/auth/inputs";
import { permissionNames, roles, scopes } from "@/lib/auth/rules";
import { created, get, moment, nothing, patch, post, remove } from "@/lib/endpoint";

const id = z.uuid();
const Roles = z.array(z.enum(roles));
const Scopes = z.array(z.enum(scopes));

const Member = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string(),
    roles: Roles,
    active: z.boolean(),
    joinedAt: moment,
    signsInWith: z.enum(["password", "single sign-on", "both", "neither"]),
  })
  .meta({ id: "Member" });

const Invitation = z
  .strictObject({
    id,
    email: z.string(),
    roles: Roles,
    invitedByName: z.string(),
    createdAt: moment,
    expiresAt: moment,
  })
  .meta({ id: "Invitation" });

const Key = z
  .strictObject({
    id,
    name: z.string(),
    hint: z.string(),
    ownerId: id,
    ownerName: z.string(),
    scopes: Scopes,
    createdAt: moment,
    expiresAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    status: z.enum(["active", "revoked", "expired"]),
  })
  .meta({ id: "Key" });

const caller = {
  workspaceId: id,
  id,
  name: z.string(),
  roles: Roles,
  permissions: z.array(z.enum(permissionNames)),
};

/** A person with a session, or the owner of an API key with what the key narrows them to. */
const Caller = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("user"), ...caller, email: z.string() }),
    z.strictObject({
      kind: z.literal("machine"),
      ...caller,
      keyId: id,
      keyName: z.string(),
      scopes: Scopes,
    }),
  ])
  .meta({ id: "Caller" });

const ofMember = z.strictObject({ userId: id });

export const authEndpoints = {
  me: get("me", "Who is asking, and what they may do", { input: nothing, answer: Caller }),
  listMembers: get("members", "List members", {
    input: nothing,
    answer: z.strictObject({ members: z.array(Member) }),
  }),
  getMember: get("members/{userId}", "Read one member", { input: memberInput, answer: Member }),
  changeRoles: patch("members/{userId}", "Replace a member's roles", {
    input: changeRolesInput,
    answer: ofMember.extend({ roles: Roles }),
  }),
  deactivateMember: post(
    "members/{userId}/deactivate",
    "Deactivate a member: sessions and keys end with the next request",
    { input: memberInput, answer: ofMember },
  ),
  reactivateMember: post("members/{userId}/reactivate", "Reactivate a member", {
    input: memberInput,
    answer: ofMember,
  }),
  listInvitations: get("invitations", "List invitations", {
    input: nothing,
    answer: z.strictObject({ invitations: z.array(Invitation) }),
  }),
  inviteMember: post("invitations", "Invite an address; shows the token once", {
    input: inviteInput,
    answer: z.strictObject({
      id,
      email: z.string(),
      roles: Roles,
      expiresAt: moment,
      token: z.string(),
      path: z.string().meta({ description: "Of the page where it is accepted." }),
    }),
    status: created,
  }),
  revokeInvitation: remove("invitations/{invitationId}", "Revoke an invitation", {
    input: invitationInput,
    answer: z.strictObject({ invitationId: id }),
  }),
  acceptInvitation: post(
    "invitations/accept",
    "Accept an invitation: the token is the credential",
    {
      input: acceptInput,
      answer: z.strictObject({ userId: id, email: z.string() }),
      status: created,
      open: true,
    },
  ),
  listKeys: get("keys", "List one's own API keys; admins see all", {
    input: nothing,
    answer: z.strictObject({ keys: z.array(Key) }),
  }),
  createKey: post("keys", "Make an API key (people only); shows it once", {
    input: createKeyInput,
    answer: Key.pick({ id: true, name: true, hint: true, scopes: true, expiresAt: true }).extend({
      key: z.string(),
    }),
    status: created,
  }),
  revokeKey: remove("keys/{keyId}", "Revoke an API key", {
    input: keyInput,
    answer: z.strictObject({ keyId: id }),
  }),
};
