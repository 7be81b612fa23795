"use server";

import { refresh } from "next/cache";

import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { inviteMember } from "@/lib/auth/invite-member";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { submit } from "@/lib/transport/form";
import { openWorkspace } from "@/lib/workspace/open-workspace";

export async function inviteAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, inviteMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function revokeAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, revokeInvitation, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function changeRolesAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, changeRoles, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deactivateAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, deactivateMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function reactivateAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, reactivateMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function openWorkspaceAction(slug: string, _previous: unknown, form: FormData) {
  return submit(slug, openWorkspace, form);
}
