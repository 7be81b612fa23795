"use server";

import { refresh } from "next/cache";

import { deleteRun } from "@/lib/experiments/delete-run";
import { deleteRunTag } from "@/lib/experiments/delete-run-tag";
import { logBatch } from "@/lib/experiments/log-batch";
import { restoreRun } from "@/lib/experiments/restore-run";
import { updateRun } from "@/lib/experiments/update-run";
import { submit } from "@/lib/transport/form";

export async function renameRunAction(workspace: string, _: unknown, form: FormData) {
  return refreshed(await submit(workspace, updateRun, form));
}

export async function deleteRunAction(workspace: string, _: unknown, form: FormData) {
  return refreshed(await submit(workspace, deleteRun, form));
}

export async function restoreRunAction(workspace: string, _: unknown, form: FormData) {
  return refreshed(await submit(workspace, restoreRun, form));
}

export async function setRunTagAction(workspace: string, _: unknown, form: FormData) {
  const tag = { key: form.get("key"), value: form.get("value") };
  return refreshed(
    await submit(workspace, logBatch, { runId: form.get("runId"), tags: [tag], single: true }),
  );
}

export async function removeRunTagAction(workspace: string, _: unknown, form: FormData) {
  return refreshed(await submit(workspace, deleteRunTag, form));
}

function refreshed<State extends { kind: string }>(state: State): State {
  if (state.kind === "done") refresh();
  return state;
}
