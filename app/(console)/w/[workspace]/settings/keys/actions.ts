"use server";

import { createKey } from "@/lib/auth/create-key";
import { revokeKey } from "@/lib/auth/revoke-key";
import { submit } from "@/lib/transport/form";

export async function createKeyAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, createKey, form);
}

export async function revokeKeyAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, revokeKey, form);
}
