"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";

import { requestGate } from "@/lib/gates/decisions/request-gate";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { submit } from "@/lib/transport/form";

/** Leads on to the gate's page, where the asker sees what the reviewers see. */
export async function requestGateAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, requestGate, form);
  if (state.kind === "done") redirect(`/w/${slug}/gates/${state.result.gateId}`);
  return state;
}

export async function rollBackAction(slug: string, _previous: unknown, form: FormData) {
  const state = await submit(slug, rollBack, form);
  if (state.kind === "done") refresh();
  return state;
}
