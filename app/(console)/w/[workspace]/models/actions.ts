"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";

import { pages, pathTo } from "@/lib/paths";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { describeVersion } from "@/lib/registry/describe-version";
import { submit } from "@/lib/transport/form";

export async function createModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, createModel, form);
  if (state.kind === "done") redirect(pathTo(workspace, pages.model(state.result.name)));
  return state;
}

export async function describeModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, describeModel, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function classifyModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, classifyModel, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deleteModelAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, deleteModel, form);
  if (state.kind === "done") redirect(pathTo(workspace, pages.models));
  return state;
}

export async function describeVersionAction(workspace: string, _: unknown, form: FormData) {
  const state = await submit(workspace, describeVersion, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deleteVersionAction(workspace: string, _: unknown, form: FormData) {
  const name = form.get("name");
  const state = await submit(workspace, deleteVersion, form);
  if (state.kind === "done" && typeof name === "string")
    redirect(pathTo(workspace, pages.model(name)));
  return state;
}
