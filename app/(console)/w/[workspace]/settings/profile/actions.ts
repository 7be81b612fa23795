"use server";

import { changeName } from "@/lib/auth/change-name";
import { changePassword } from "@/lib/auth/change-password";
import { endSessions } from "@/lib/auth/end-sessions";
import { submit, submitAndLeave } from "@/lib/transport/form";

export async function changeNameAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, changeName, form);
}

/** No refresh: the session has just ended, and the form starts a new one. */
export async function changePasswordAction(workspace: string, _: unknown, form: FormData) {
  return submitAndLeave(workspace, changePassword, form);
}

export async function endSessionsAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, endSessions, form);
}
