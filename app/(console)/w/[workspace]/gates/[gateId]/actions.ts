"use server";

import { refresh } from "next/cache";

import { castVote } from "@/lib/gates/decisions/cast-vote";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { submit } from "@/lib/transport/form";

export async function castVoteAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, castVote, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function refreshGateAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, refreshGate, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function withdrawGateAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, withdrawGate, form);
  if (state.kind === "done") refresh();
  return state;
}
