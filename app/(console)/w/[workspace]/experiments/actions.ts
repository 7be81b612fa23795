"use server";

import { redirect } from "next/navigation";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { restoreExperiment } from "@/lib/experiments/restore-experiment";
import { setExperimentTag } from "@/lib/experiments/set-experiment-tag";
import { pages, pathTo } from "@/lib/paths";
import { submit, submitAndLeave } from "@/lib/transport/form";

export async function createExperimentAction(workspace: string, _: unknown, form: FormData) {
  const description = textOf(form, "description");
  const state = await submitAndLeave(workspace, createExperiment, {
    name: textOf(form, "name"),
    tags: description === "" ? [] : [{ key: mlflowTags.note, value: description }],
  });
  if (state.kind === "done")
    redirect(pathTo(workspace, pages.experiment(state.result.experimentId)));
  return state;
}

export async function renameExperimentAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, renameExperiment, form);
}

export async function describeExperimentAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, setExperimentTag, form);
}

export async function deleteExperimentAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, deleteExperiment, form);
}

export async function restoreExperimentAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, restoreExperiment, form);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
