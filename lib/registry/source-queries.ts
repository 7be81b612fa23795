import "server-only";
import { and, eq, inArray, isNull, max } from "drizzle-orm";

import { loggedModels, runs } from "@/drizzle/schema/experiments";
import { aliases, models, versions } from "@/drizzle/schema/registry";
import { artifactPath, joinPath, pathOfArtifactUri } from "@/lib/artifacts/artifact-path";
import { artifactManifest } from "@/lib/artifacts/queries";
import { Refusal } from "@/lib/errors";
import { findRun } from "@/lib/experiments/runs/run-queries";
import { query, type QueryCtx } from "@/lib/query";
import { isNamed } from "@/lib/registry/names/keep-name";
import { getVersion, noModel } from "@/lib/registry/queries";
import { aliasName, isLatest } from "@/lib/registry/rules";
import { isSafeSource, parseSource } from "@/lib/registry/source";

/** What a version's source resolves to: where its files lie in our store, and what made them. */
export type Origin = {
  artifactPath: string | null;
  runId: string | null;
  loggedModelId: string | null;
};

const nowhere: Origin = { artifactPath: null, runId: null, loggedModelId: null };

export const originOf = query({
  permission: "model:read",
  run: async (
    ctx,
    given: { source: string; runId?: string | undefined; loggedModelId?: string | undefined },
  ): Promise<Origin> => {
    const origin = await resolve(ctx, given.source);
    const owner = await ownerOf(ctx, origin.artifactPath);
    const loggedModelId = given.loggedModelId || owner.loggedModelId || origin.loggedModelId;
    const logged =
      loggedModelId && loggedModelId !== owner.loggedModelId
        ? await loggedModelOrigin(ctx, loggedModelId)
        : null;
    const maker = owner.runId ?? origin.runId ?? logged?.runId ?? null;
    const claims = [given.runId, logged?.runId].flatMap((claimed) => claimed || []);
    const other = claims.find((claimed) => maker !== null && claimed !== maker);
    if (other !== undefined)
      throw new Refusal(
        "invalid",
        `The files at '${given.source}' were made by run ${maker}, not by run ${other}.`,
      );
    return {
      artifactPath: await ownFiles(ctx, given.source, origin.artifactPath, owner),
      loggedModelId,
      runId: given.runId || maker,
    };
  },
});

/** Whose artifact folder a path lies in; `root` is null where it lies in nobody's. */
type Owner = { root: string | null; runId: string | null; loggedModelId: string | null };

/**
 * Whose run a version names decides whose metrics its gate reads and who may not vote, so neither leaving it out nor
 * naming another's helps: the folder says. Our folders have the id of what they belong to in their path.
 */
async function ownerOf({ read, here }: QueryCtx, path: string | null): Promise<Owner> {
  const parts = path?.split("/").slice(0, 20) ?? [];
  const holds = (uri: string) => {
    const root = pathOfArtifactUri(uri);
    return root !== null && root !== "" && `${path}/`.startsWith(`${root}/`) ? root : null;
  };
  const made = await read
    .select({ id: loggedModels.id, uri: loggedModels.artifactUri, runId: loggedModels.sourceRunId })
    .from(loggedModels)
    .where(and(here(loggedModels), inArray(loggedModels.id, parts)));
  for (const { id, uri, runId } of made) {
    const root = holds(uri);
    if (root !== null) return { root, runId: runId || null, loggedModelId: id };
  }
  const ran = await read
    .select({ id: runs.id, uri: runs.artifactUri })
    .from(runs)
    .where(and(here(runs), inArray(runs.id, parts)));
  for (const { id, uri } of ran) {
    const root = holds(uri);
    if (root !== null) return { root, runId: id, loggedModelId: null };
  }
  return { root: null, runId: null, loggedModelId: null };
}

/**
 * A version's files are a tree of the run or logged model that made them. A place in our store that is nobody's counts
 * as one elsewhere while it is empty, as MLflow has it; files that lie there already cannot be a version's.
 */
async function ownFiles(
  ctx: QueryCtx,
  source: string,
  path: string | null,
  { root }: Owner,
): Promise<string | null> {
  if (path === null || root !== null) return path;
  const { files } = path === "" ? { files: [path] } : await artifactManifest(ctx, path);
  if (files.length === 0) return null;
  throw new Refusal(
    "invalid",
    `The files at '${source}' belong to no run and no logged model. Name a folder of the run that made them, such as runs:/<run id>/model.`,
  );
}

async function resolve(ctx: QueryCtx, source: string): Promise<Origin> {
  if (!isSafeSource(source)) throw relativeSource(source);
  const parsed = parseSource(source);
  switch (parsed.kind) {
    case "run":
      return runOrigin(ctx, parsed.runId, parsed.path);
    case "logged_model":
      return loggedModelOrigin(ctx, parsed.modelId);
    case "version":
      return getVersion(ctx, parsed.name, parsed.version);
    case "alias":
      return getVersion(ctx, parsed.name, await versionByAlias(ctx, parsed.name, parsed.alias));
    case "stored":
      return { ...nowhere, artifactPath: pathOfArtifactUri(parsed.uri) };
    case "elsewhere":
      return nowhere;
    case "local":
      throw localSource(source);
  }
}

/** As in MLflow, a run not known here is no error: such a version has no files and no run, and its gate says so. */
async function runOrigin(ctx: QueryCtx, runId: string, path: string): Promise<Origin> {
  const run = await findRun(ctx, runId);
  if (!run) return nowhere;
  const root = pathOfArtifactUri(run.artifactUri);
  return {
    ...nowhere,
    artifactPath: root === null ? null : artifactPath(joinPath(root, path)),
    runId,
  };
}

/** Which version an alias points at. Throws as MLflow does: an unknown alias is an invalid value. */
export const versionByAlias = query({
  permission: "model:read",
  run: async ({ read, here }, name: string, alias: string): Promise<number> => {
    const [found] = await read
      .select({ id: models.id, version: aliases.version })
      .from(models)
      .leftJoin(
        aliases,
        and(
          eq(aliases.workspaceId, models.workspaceId),
          eq(aliases.modelId, models.id),
          eq(aliases.alias, aliasName(alias)),
        ),
      )
      .where(and(here(models), isNamed(name)));
    if (!found) throw noModel(name);
    if (isLatest(alias)) return latestOf({ read, here }, found.id, name);
    if (found.version === null)
      throw new Refusal("invalid", `Registered model alias ${alias} not found.`);
    return found.version;
  },
});

async function latestOf(
  { read, here }: Pick<QueryCtx, "read" | "here">,
  modelId: string,
  name: string,
): Promise<number> {
  const [latest] = await read
    .select({ version: max(versions.version) })
    .from(versions)
    .where(and(here(versions), eq(versions.modelId, modelId), isNull(versions.deletedAt)));
  if (latest?.version) return latest.version;
  throw new Refusal("missing", `Latest version not found for model ${name}.`);
}

async function loggedModelOrigin({ read, here }: QueryCtx, modelId: string): Promise<Origin> {
  const [model] = await read
    .select({ uri: loggedModels.artifactUri, runId: loggedModels.sourceRunId })
    .from(loggedModels)
    .where(and(here(loggedModels), eq(loggedModels.id, modelId), isNull(loggedModels.deletedAt)));
  if (!model) throw new Refusal("missing", `Logged model with ID '${modelId}' not found.`);
  return {
    artifactPath: pathOfArtifactUri(model.uri),
    runId: model.runId || null,
    loggedModelId: modelId,
  };
}

const relativeSource = (source: string) =>
  new Refusal(
    "invalid",
    `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
  );

const localSource = (source: string) =>
  new Refusal(
    "invalid",
    `Invalid model version source: '${source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
  );
