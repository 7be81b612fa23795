"use server";

import { redirect } from "next/navigation";

import { pages, pathTo } from "@/lib/paths";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { describeVersion } from "@/lib/registry/describe-version";
import { submit, submitAndLeave } from "@/lib/transport/form";

export async function createModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submitAndLeave(workspace, createModel, form);
  if (state.kind === "done") redirect(pathTo(workspace, pages.model(state.result.name)));
  return state;
}

export async function describeModelAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, describeModel, form);
}

export async function classifyModelAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, classifyModel, form);
}

export async function deleteModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submitAndLeave(workspace, deleteModel, form);
  if (state.kind === "done") redirect(pathTo(workspace, pages.models));
  return state;
}

export async function describeVersionAction(workspace: string, _: unknown, form: FormData) {
  return submit(workspace, describeVersion, form);
}

export async function deleteVersionAction(workspace: string, _: unknown, form: FormData) {
  const name = form.get("name");
  const state = await submitAndLeave(workspace, deleteVersion, form);
  if (state.kind === "done" && typeof name === "string")
    redirect(pathTo(workspace, pages.model(name)));
  return state;
}
