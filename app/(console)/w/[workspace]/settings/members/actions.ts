"use server";

import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { inviteMember } from "@/lib/auth/invite-member";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { submit, submitAndLeave } from "@/lib/transport/form";
import { openWorkspace } from "@/lib/workspace/open-workspace";

export async function inviteAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, inviteMember, form);
}

export async function revokeAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, revokeInvitation, form);
}

export async function changeRolesAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, changeRoles, form);
}

export async function deactivateAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, deactivateMember, form);
}

export async function reactivateAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, reactivateMember, form);
}

export async function openWorkspaceAction(workspace: string, _: unknown, form: FormData) {
  return submitAndLeave(workspace, openWorkspace, form);
}
