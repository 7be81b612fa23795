"use server";

import { refresh } from "next/cache";

import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { inviteMember } from "@/lib/auth/invite-member";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { submit } from "@/lib/transport/form";
import { openWorkspace } from "@/lib/workspace/open-workspace";

export async function inviteAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, inviteMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function revokeAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, revokeInvitation, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function changeRolesAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, changeRoles, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deactivateAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, deactivateMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function reactivateAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, reactivateMember, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function openWorkspaceAction(workspace: string, _previous: unknown, form: FormData) {
  return submit(workspace, openWorkspace, form);
}
