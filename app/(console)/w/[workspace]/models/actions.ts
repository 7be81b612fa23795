"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";

import { modelHref } from "@/components/registry/href";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { describeVersion } from "@/lib/registry/describe-version";
import { submit } from "@/lib/transport/form";

export async function createModelAction(slug: string, _: unknown, form: FormData) {
  const state = await submit(slug, createModel, form);
  if (state.kind === "done") redirect(modelHref(slug, state.result.name));
  return state;
}

export async function describeModelAction(slug: string, _: unknown, form: FormData) {
  const state = await submit(slug, describeModel, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function classifyModelAction(slug: string, _: unknown, form: FormData) {
  const state = await submit(slug, classifyModel, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deleteModelAction(slug: string, _: unknown, form: FormData) {
  const state = await submit(slug, deleteModel, form);
  if (state.kind === "done") redirect(`/w/${slug}/models`);
  return state;
}

export async function describeVersionAction(slug: string, _: unknown, form: FormData) {
  const state = await submit(slug, describeVersion, form);
  if (state.kind === "done") refresh();
  return state;
}

export async function deleteVersionAction(slug: string, _: unknown, form: FormData) {
  const name = form.get("name");
  const state = await submit(slug, deleteVersion, form);
  if (state.kind === "done" && typeof name === "string") redirect(modelHref(slug, name));
  return state;
}
