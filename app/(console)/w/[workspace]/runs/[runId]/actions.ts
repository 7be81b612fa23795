"use server";

import { redirect } from "next/navigation";

import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { deleteRunTag } from "@/lib/experiments/runs/delete-run-tag";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { pages, pathTo } from "@/lib/paths";
import { createVersion } from "@/lib/registry/create-version";
import { submit, submitAndLeave } from "@/lib/transport/form";

export async function renameRunAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, updateRun, form);
}

export async function deleteRunAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, deleteRun, form);
}

export async function restoreRunAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, restoreRun, form);
}

export async function setRunTagAction(workspace: string, _: unknown, form: FormData) {
  const tag = { key: form.get("key"), value: form.get("value") };
  return submit(workspace, logBatch, { runId: form.get("runId"), tags: [tag], single: true });
}

export async function removeRunTagAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, deleteRunTag, form);
}

/** Registers what the run made as the next version of a model, which is made first where there is none yet. */
export async function registerVersionAction(workspace: string, _: unknown, form: FormData) {
  const name = textOf(form, "name");
  const state = await submitAndLeave(workspace, createVersion, {
    name,
    source: textOf(form, "source"),
    runId: textOf(form, "runId"),
    description: textOf(form, "description"),
    makeModel: true,
  });
  if (state.kind === "done") redirect(pathTo(workspace, pages.version(name, state.result.version)));
  return state;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
