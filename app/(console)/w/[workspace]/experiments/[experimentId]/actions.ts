"use server";

import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { submit, type Answer } from "@/lib/transport/form";

const atOnce = 100;

export async function deleteRunsAction(workspace: string, _: unknown, form: FormData) {
  return each(workspace, deleteRun, form);
}

export async function restoreRunsAction(workspace: string, _: unknown, form: FormData) {
  return each(workspace, restoreRun, form);
}

/** One command, and so one audit entry, per run; the first refusal ends it and says how far it came. */
async function each(
  workspace: string,
  command: typeof deleteRun,
  form: FormData,
): Promise<Answer<unknown>> {
  const given = form.get("runIds");
  const ids = typeof given === "string" ? given.split(",").filter((id) => id !== "") : [];
  for (const [done, runId] of ids.slice(0, atOnce).entries()) {
    const state = await submit(workspace, command, { runId });
    if (state.kind === "refused")
      return { ...state, message: `${state.message} ${done} of ${ids.length} were changed.` };
  }
  return { kind: "done", result: {} };
}
