"use server";

import { refresh } from "next/cache";

import { castVote } from "@/lib/gates/decisions/cast-vote";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { submit } from "@/lib/transport/form";

export async function castVoteAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, castVote, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function refreshGateAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, refreshGate, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function withdrawGateAction(workspace: string, _previous: unknown, form: FormData) {
  const state = await submit(workspace, withdrawGate, form);
  if (state.kind === "done") refresh();
  return state;
}
