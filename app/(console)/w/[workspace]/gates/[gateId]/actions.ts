"use server";

import { castVote } from "@/lib/gates/decisions/cast-vote";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { submit } from "@/lib/transport/form";

export async function castVoteAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, castVote, form);
}

export async function refreshGateAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, refreshGate, form);
}

export async function withdrawGateAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, withdrawGate, form);
}
