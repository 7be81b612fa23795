import "server-only";
import { z } from "zod";

import { textUpTo } from "@/lib/characters";
import type { Ctx, ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import {
  LatestWire,
  modelOnWire,
  SearchModelsWire,
  versionOnWire,
  WireKey,
  WireName,
  WireTags,
  WireVersion,
} from "@/lib/mlflow/registry-wire";
import { createModel } from "@/lib/registry/create-model";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteModelTag } from "@/lib/registry/delete-model-tag";
import { describeModel } from "@/lib/registry/describe-model";
import { latestVersions } from "@/lib/registry/latest-queries";
import { renameModel } from "@/lib/registry/names/rename-model";
import { getModel, getVersion, noVersion, type ModelRecord } from "@/lib/registry/queries";
import { aliasFault, stages } from "@/lib/registry/rules";
import { searchModels } from "@/lib/registry/search-queries";
import { setModelTag } from "@/lib/registry/set-model-tag";
import { versionByAlias } from "@/lib/registry/source-queries";

/** `mlflow/registered-models/*`: each function answers one endpoint. */

export const OneModel = z.object({ name: WireName });
export const NewModel = OneModel.extend({
  tags: WireTags,
  description: textUpTo(100_000, "description").optional(),
});
export const RenamedModel = OneModel.extend({ new_name: z.string().min(1) });
export const DescribedModel = OneModel.extend({
  description: textUpTo(100_000, "description").default(""),
});
export const ModelTag = OneModel.extend({
  key: WireKey,
  value: textUpTo(100_000, "value").default(""),
});
export const ModelTagKey = OneModel.extend({ key: z.string().min(1) });
export const OneAlias = OneModel.extend({ alias: z.string().min(1) });
export const PointedAlias = OneAlias.extend({ version: WireVersion });
export { LatestWire, SearchModelsWire };

async function present(ctx: ReadCtx, model: ModelRecord) {
  const latest = await latestVersions(ctx, [model.id]);
  return { registered_model: modelOnWire(model, latest) };
}

export async function createOne(ctx: Ctx, input: z.output<typeof NewModel>) {
  return present(ctx, await createModel(ctx, input));
}

export async function getOne(ctx: ReadCtx, { name }: z.output<typeof OneModel>) {
  return present(ctx, await getModel(ctx, name));
}

export async function renameOne(ctx: Ctx, { name, new_name }: z.output<typeof RenamedModel>) {
  return present(ctx, await renameModel(ctx, { name, newName: new_name }));
}

export async function describeOne(ctx: Ctx, input: z.output<typeof DescribedModel>) {
  return present(ctx, await describeModel(ctx, input));
}

export async function deleteOne(ctx: Ctx, input: z.output<typeof OneModel>) {
  return deleteModel(ctx, input);
}

export async function setTag(ctx: Ctx, input: z.output<typeof ModelTag>) {
  return setModelTag(ctx, input);
}

export async function deleteTag(ctx: Ctx, input: z.output<typeof ModelTagKey>) {
  return deleteModelTag(ctx, input);
}

export async function searchAll(ctx: ReadCtx, input: z.output<typeof SearchModelsWire>) {
  const { rows, next } = await searchModels(ctx, {
    filter: input.filter,
    orderBy: input.order_by,
    limit: input.max_results,
    cursor: input.page_token,
  });
  const latest = await latestVersions(
    ctx,
    rows.map(({ id }) => id),
  );
  const latestOf = (id: string) => latest.filter(({ modelId }) => modelId === id);
  return {
    ...(rows.length > 0
      ? { registered_models: rows.map((row) => modelOnWire(row, latestOf(row.id))) }
      : {}),
    ...(next ? { next_page_token: next } : {}),
  };
}

export async function getLatest(
  ctx: ReadCtx,
  { name, stages: asked }: z.output<typeof LatestWire>,
) {
  const model = await getModel(ctx, name);
  const wanted: readonly string[] = asked.length > 0 ? asked : stages;
  const latest = (await latestVersions(ctx, [model.id])).filter(({ stage }) =>
    wanted.includes(stage),
  );
  return latest.length > 0 ? { model_versions: latest.map(versionOnWire) } : {};
}

export async function setAlias(ctx: Ctx, input: z.output<typeof PointedAlias>) {
  const { name, alias, version } = input;
  const fault = aliasFault(alias);
  if (fault) throw new Refusal("invalid", fault);
  await getModel(ctx, name);
  if (version < 1 || version > 2_147_483_647) throw noVersion(name, version);
  await changeAliasDirectly(ctx, { model: name, alias, version });
  return {};
}

export async function deleteAlias(ctx: Ctx, { name, alias }: z.output<typeof OneAlias>) {
  await changeAliasDirectly(ctx, { model: name, alias, version: null });
  return {};
}

export async function getByAlias(ctx: ReadCtx, { name, alias }: z.output<typeof OneAlias>) {
  const version = await getVersion(ctx, name, await versionByAlias(ctx, name, alias));
  return { model_version: versionOnWire(version) };
}
