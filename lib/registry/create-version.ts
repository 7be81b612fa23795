import "server-only";
import { and, eq } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { models, versions } from "@/drizzle/schema/registry";
import { byWhom } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { createModel } from "@/lib/registry/create-model";
import { CreateVersion } from "@/lib/registry/inputs";
import { lockModel, modelKey } from "@/lib/registry/lock-model";
import { findModel, getVersion } from "@/lib/registry/queries";
import { promptFault, versionName } from "@/lib/registry/rules";
import { originOf } from "@/lib/registry/source-queries";

/** Registers what a run or logged model made as the next version of a model. */
export const createVersion = command({
  permission: "model:write",
  input: CreateVersion,
  async run(ctx, { name: asked, source, makeModel = false, ...given }) {
    const { tx, workspaceId, actor, now } = ctx;
    const { runLink = "", description = "", tags = {} } = given;
    const fault = promptFault(tags);
    if (fault) throw new Refusal("invalid", fault);
    if (makeModel && !(await findModel(ctx, asked))) await createModel(ctx, { name: asked });
    const model = await lockModel(ctx, asked);
    const { name } = model;
    const origin = await originOf(ctx, { source, ...given });
    const version = model.lastVersion + 1;
    const author = byWhom(actor);
    await tx.insert(versions).values({
      workspaceId,
      modelId: model.id,
      version,
      source,
      runLink,
      description,
      tags,
      artifactPath: origin.artifactPath,
      runId: origin.runId,
      loggedModelId: origin.loggedModelId,
      createdAt: now,
      updatedAt: now,
      stageSince: now,
      createdById: author.id,
      createdByName: author.name,
    });
    await tx
      .update(models)
      .set({ lastVersion: version, updatedAt: now })
      .where(modelKey(ctx, model.id));
    if (origin.loggedModelId) await noteOnLoggedModel(ctx, origin.loggedModelId, name, version);
    await contribute(ctx, `version:${model.id}/${version}`);
    return {
      result: await getVersion(ctx, name, version),
      audit: {
        action: "version.create",
        subject: `version:${model.id}/${version}`,
        name: versionName(name, version),
        after: { source, runId: origin.runId, loggedModelId: origin.loggedModelId, tags },
      },
    };
  },
});

/** MLflow's own pages and clients read from this tag which versions a logged model became. */
async function noteOnLoggedModel(
  ctx: WriteCtx,
  modelId: string,
  name: string,
  version: number,
): Promise<void> {
  const key = and(eq(loggedModels.workspaceId, ctx.workspaceId), eq(loggedModels.id, modelId));
  const [logged] = await ctx.tx
    .select({ tags: loggedModels.tags })
    .from(loggedModels)
    .where(key)
    .for("update");
  if (!logged) return;
  const entry = `{"name": ${JSON.stringify(name)}, "version": ${version}}`;
  const before = logged.tags[mlflowTags.modelVersions];
  const list =
    before?.endsWith("]") && before !== "[]" ? `${before.slice(0, -1)}, ${entry}]` : `[${entry}]`;
  await ctx.tx
    .update(loggedModels)
    .set({ tags: { ...logged.tags, [mlflowTags.modelVersions]: list } })
    .where(key);
}
