"use server";

import { refresh } from "next/cache";

import { changeName } from "@/lib/auth/change-name";
import { changePassword } from "@/lib/auth/change-password";
import { endSessions } from "@/lib/auth/end-sessions";
import { submit } from "@/lib/transport/form";

export async function changeNameAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, changeName, form);
  if (state.kind === "done") refresh();
  return state;
}

/** No refresh: the session has just ended, and the form starts a new one. */
export async function changePasswordAction(workspace: string, _previous: unknown, form: FormData) {
  return submit(workspace, changePassword, form);
}

export async function endSessionsAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, endSessions, form);
  if (state.kind === "done") refresh();
  return state;
}
