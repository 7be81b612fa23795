import "server-only";
import { z } from "zod";

import { textUpTo } from "@/lib/characters";
import type { Ctx, ReadCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import {
  SearchVersionsWire,
  versionOnWire,
  WireKey,
  WireName,
  WireStage,
  WireTags,
  WireVersion,
} from "@/lib/mlflow/registry-wire";
import { createVersion } from "@/lib/registry/create-version";
import { deleteVersion } from "@/lib/registry/delete-version";
import { deleteVersionTag } from "@/lib/registry/delete-version-tag";
import { describeVersion } from "@/lib/registry/describe-version";
import { findVersion, getVersion, noVersion } from "@/lib/registry/queries";
import { searchVersions } from "@/lib/registry/search-queries";
import { setVersionTag } from "@/lib/registry/set-version-tag";
import { parseSource } from "@/lib/registry/source";

/** `mlflow/model-versions/*`: each function answers one endpoint. */

export const OneVersion = z.object({ name: WireName, version: WireVersion });
export const NewVersion = z.object({
  name: WireName,
  source: z.string().min(1),
  run_id: z.string().nullish(),
  run_link: z.string().nullish(),
  description: textUpTo(100_000, "description").nullish(),
  model_id: z.string().nullish(),
  tags: WireTags,
});
export const DescribedVersion = OneVersion.extend({
  description: textUpTo(100_000, "description").default(""),
});
export const MovedVersion = OneVersion.extend({
  stage: WireStage,
  archive_existing_versions: z.boolean().default(false),
});
export const VersionTag = OneVersion.extend({
  key: WireKey,
  value: textUpTo(100_000, "value").default(""),
});
export const VersionTagKey = OneVersion.extend({ key: z.string().min(1) });
export { SearchVersionsWire };

/** A number that no version can have is a version that is not there. */
function possible<Input extends { name: string; version: number }>(input: Input): Input {
  if (input.version < 1 || input.version > 2_147_483_647)
    throw noVersion(input.name, input.version);
  return input;
}

export async function createOne(ctx: Ctx, input: z.output<typeof NewVersion>) {
  const version = await createVersion(ctx, {
    name: input.name,
    source: input.source,
    tags: input.tags,
    ...(input.run_id ? { runId: input.run_id } : {}),
    ...(input.run_link ? { runLink: input.run_link } : {}),
    ...(input.description ? { description: input.description } : {}),
    ...(input.model_id ? { loggedModelId: input.model_id } : {}),
  });
  return { model_version: versionOnWire(version) };
}

export async function getOne(ctx: ReadCtx, input: z.output<typeof OneVersion>) {
  const { name, version } = possible(input);
  return { model_version: versionOnWire(await getVersion(ctx, name, version)) };
}

export async function describeOne(ctx: Ctx, input: z.output<typeof DescribedVersion>) {
  return { model_version: versionOnWire(await describeVersion(ctx, possible(input))) };
}

export async function deleteOne(ctx: Ctx, input: z.output<typeof OneVersion>) {
  return deleteVersion(ctx, possible(input));
}

export async function moveOne(ctx: Ctx, input: z.output<typeof MovedVersion>) {
  const { name, version, stage, archive_existing_versions: archiveExisting } = possible(input);
  if (archiveExisting && stage !== "staging" && stage !== "production")
    throw new Refusal(
      "invalid",
      "Model version transition cannot archive existing model versions because the stage is not an Active stage. Valid stages are ['Staging', 'Production']",
    );
  await changeStageDirectly(ctx, { model: name, version, stage, archiveExisting });
  return getOne(ctx, { name, version });
}

export async function setTag(ctx: Ctx, input: z.output<typeof VersionTag>) {
  return setVersionTag(ctx, possible(input));
}

export async function deleteTag(ctx: Ctx, input: z.output<typeof VersionTagKey>) {
  return deleteVersionTag(ctx, possible(input));
}

export async function searchAll(ctx: ReadCtx, input: z.output<typeof SearchVersionsWire>) {
  const { rows, next } = await searchVersions(ctx, {
    filter: input.filter,
    orderBy: input.order_by,
    limit: input.max_results,
    cursor: input.page_token,
  });
  return {
    ...(rows.length > 0 ? { model_versions: rows.map(versionOnWire) } : {}),
    ...(next ? { next_page_token: next } : {}),
  };
}

const longestCopyChain = 20;

/** Where the files are: in our store for what lies there, else where the source says, a copy's being its original's. */
export async function getDownloadUri(ctx: ReadCtx, input: z.output<typeof OneVersion>) {
  const { name, version } = possible(input);
  let { artifactPath, source } = await getVersion(ctx, name, version);
  for (let hops = 0; artifactPath === null && hops < longestCopyChain; hops++) {
    const parsed = parseSource(source);
    if (parsed.kind !== "version") break;
    const original = await findVersion(ctx, parsed.name, parsed.version);
    if (!original) break;
    ({ artifactPath, source } = original);
  }
  return { artifact_uri: artifactPath === null ? source : `mlflow-artifacts:/${artifactPath}` };
}
