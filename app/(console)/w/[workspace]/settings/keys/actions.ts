"use server";

import { refresh } from "next/cache";

import { createKey } from "@/lib/auth/create-key";
import { revokeKey } from "@/lib/auth/revoke-key";
import { submit } from "@/lib/transport/form";

export async function createKeyAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, createKey, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function revokeKeyAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, revokeKey, form);
  if (state.kind === "done") refresh();
  return state;
}
