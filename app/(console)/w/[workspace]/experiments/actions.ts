"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { restoreExperiment } from "@/lib/experiments/restore-experiment";
import { setExperimentTag } from "@/lib/experiments/set-experiment-tag";
import { pages, pathTo } from "@/lib/paths";
import { submit } from "@/lib/transport/form";

export async function createExperimentAction(workspace: string, _: unknown, form: FormData) {
  const description = textOf(form, "description");
  const state = await submit(workspace, createExperiment, {
    name: textOf(form, "name"),
    tags: description === "" ? [] : [{ key: "mlflow.note.content", value: description }],
  });
  if (state.kind === "done")
    redirect(pathTo(workspace, pages.experiment(state.result.experimentId)));
  return state;
}

export async function renameExperimentAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, renameExperiment, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function describeExperimentAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, setExperimentTag, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deleteExperimentAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, deleteExperiment, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function restoreExperimentAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, restoreExperiment, form);
  if (state.kind === "done") refresh();
  return state;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
