"use server";

import { refresh } from "next/cache";

import { createKey } from "@/lib/auth/create-key";
import { revokeKey } from "@/lib/auth/revoke-key";
import { submit } from "@/lib/transport/form";

export async function createKeyAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, createKey, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function revokeKeyAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, revokeKey, form);
  if (state.kind === "done") refresh();
  return state;
}
