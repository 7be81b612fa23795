import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";

import { models, versions } from "@/drizzle/schema/registry";
import { sealFolder, unsealFolder } from "@/lib/artifacts/seal-folder";
import type { WriteCtx } from "@/lib/command";
import { modelKey } from "@/lib/registry/lock-model";
import type { Stage } from "@/lib/registry/rules";

type Judged = {
  model: { id: string; name: string };
  version: number;
  artifactPath: string | null;
};
type Sealed = { modelId: string; version: number; stage: Stage; artifactPath: string | null };

/** Step: a version that is offered for use keeps its files while it is; once a gate has judged them, for ever. */
export async function sealVersion(ctx: WriteCtx, sealed: Sealed): Promise<void> {
  const { modelId, version, stage, artifactPath } = sealed;
  const subject = `version:${modelId}/${version}`;
  if (stage === "experimental") return unsealFolder(ctx, subject);
  if (artifactPath === null) return;
  const [model] = await ctx.tx
    .select({ name: models.name })
    .from(models)
    .where(modelKey(ctx, modelId));
  const says = `version ${version} of ${model?.name ?? "a model"}, which is in ${stage}`;
  await sealFolder(ctx, { folder: artifactPath, subject, says });
}

/** Step: what a gate has judged stays as it was judged, whatever becomes of the version. */
export async function sealJudged(
  ctx: WriteCtx,
  { model, version, artifactPath }: Judged,
): Promise<void> {
  if (artifactPath === null) return;
  const subject = `judged:${model.id}/${version}`;
  const says = `version ${version} of ${model.name}, which a gate has judged`;
  await sealFolder(ctx, { folder: artifactPath, subject, says });
}

/** Step: the seals of a model's versions name it as it is called now. */
export async function renameSeals(ctx: WriteCtx, modelId: string): Promise<void> {
  const sealed = await ctx.tx
    .select({
      modelId: versions.modelId,
      version: versions.version,
      stage: versions.stage,
      artifactPath: versions.artifactPath,
    })
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, ctx.workspaceId),
        eq(versions.modelId, modelId),
        ne(versions.stage, "experimental"),
        isNull(versions.deletedAt),
      ),
    );
  for (const version of sealed) await sealVersion(ctx, version);
}

/** Step: a version that is gone holds no files, but those that were judged. */
export async function unsealVersion(
  ctx: WriteCtx,
  modelId: string,
  version: number,
): Promise<void> {
  await unsealFolder(ctx, `version:${modelId}/${version}`);
}
