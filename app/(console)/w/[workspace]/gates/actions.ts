"use server";

import { redirect } from "next/navigation";

import { requestGate } from "@/lib/gates/decisions/request-gate";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { pages, pathTo } from "@/lib/paths";
import { submit, submitAndLeave } from "@/lib/transport/form";

/** Leads on to the gate's page, where the asker sees what the reviewers see. */
export async function requestGateAction(workspace: string, _: unknown, form: FormData) {
  const state = await submitAndLeave(workspace, requestGate, form);
  if (state.kind === "done") redirect(pathTo(workspace, pages.gate(state.result.gateId)));
  return state;
}

export async function rollBackAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, rollBack, form);
}
