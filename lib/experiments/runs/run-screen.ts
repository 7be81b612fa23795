import "server-only";
import { and, asc, eq, gte, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { experiments, runs } from "@/drizzle/schema/experiments";
import { pathOfArtifactUri } from "@/lib/artifacts/artifact-path";
import { under } from "@/lib/artifacts/queries";
import { textAt } from "@/lib/db/text-at";
import {
  loggedModelsOfRun,
  type LoggedModelBrief,
} from "@/lib/experiments/logged-models/logged-model-screen";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { environmentFilesOf, readableText } from "@/lib/experiments/runs/environment-queries";
import { getRun, type RunRecord } from "@/lib/experiments/runs/run-queries";
import { query, type QueryCtx } from "@/lib/query";

export type RunBrief = { id: string; name: string; status: RunRecord["status"]; startTime: number };

export type EnvironmentText = { path: string; name: string; text: string; truncated: boolean };

export type RunScreen = {
  run: RunRecord;
  experiment: { id: string; name: string };
  parent: RunBrief | null;
  children: RunBrief[];
  loggedModels: LoggedModelBrief[];
  environment: EnvironmentText[];
  /** What can be registered as a version: models the run logged, and model folders among its artifacts. */
  registrable: Registrable[];
};

export type Registrable = { label: string; source: string; loggedModelId: string | null };

const shownChildren = 200;
const clockSkew = 60_000;
const shownText = 64 * 1024;

/** Everything the overview of one run shows. Throws `missing`. */
export const runScreen = query({
  permission: "tracking:read",
  run: async (ctx, runId: string): Promise<RunScreen> => {
    const run = await getRun(ctx, runId);
    const parentId = run.tags[mlflowTags.parentRun];
    const [experiment, parent, children, loggedModels, environment, folders] = await Promise.all([
      experimentName(ctx, run.experimentId),
      parentId === undefined ? null : findBrief(ctx, parentId),
      childrenOf(ctx, run),
      loggedModelsOfRun(ctx, runId),
      environmentTexts(ctx, runId),
      modelFolders(ctx, run),
    ]);
    const registrable = [
      ...loggedModels
        .filter(({ status }) => status === "LOGGED_MODEL_READY")
        .map(({ id, name }) => ({ label: name, source: `models:/${id}`, loggedModelId: id })),
      ...folders.map((folder) => ({
        label: folder === "" ? "All artifacts" : folder,
        source: folder === "" ? run.artifactUri : `${run.artifactUri}/${folder}`,
        loggedModelId: null,
      })),
    ];
    return { run, experiment, parent, children, loggedModels, environment, registrable };
  },
});

/** The run's header alone, for tabs that show something else below it. */
export const runHead = query({
  permission: "tracking:read",
  run: async (
    ctx,
    runId: string,
  ): Promise<{ run: RunRecord; experiment: { id: string; name: string } }> => {
    const run = await getRun(ctx, runId);
    return { run, experiment: await experimentName(ctx, run.experimentId) };
  },
});

async function experimentName(
  { read, here }: QueryCtx,
  id: string,
): Promise<{ id: string; name: string }> {
  const [found] = await read
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(and(here(experiments), eq(experiments.id, id)));
  return found ?? { id, name: id };
}

const brief = { id: runs.id, name: runs.name, status: runs.status, startTime: runs.startTime };

async function findBrief({ read, here }: QueryCtx, id: string): Promise<RunBrief | null> {
  const [found] = await read
    .select(brief)
    .from(runs)
    .where(and(here(runs), eq(runs.id, id)));
  return found ?? null;
}

/** Children carry their parent's id as a tag; they are looked for in the parent's experiment, where clients put them. */
async function childrenOf({ read, here }: QueryCtx, run: RunRecord): Promise<RunBrief[]> {
  return read
    .select(brief)
    .from(runs)
    .where(
      and(
        here(runs),
        eq(runs.experimentId, run.experimentId),
        eq(runs.lifecycle, "active"),
        // Children start after their parent; the bound keeps this to one stretch of the index.
        gte(runs.startTime, run.startTime - clockSkew),
        eq(textAt(runs.tags, mlflowTags.parentRun), run.id),
      ),
    )
    .orderBy(asc(runs.startTime), asc(runs.id))
    .limit(shownChildren);
}

async function environmentTexts(ctx: QueryCtx, runId: string): Promise<EnvironmentText[]> {
  const files = (await environmentFilesOf(ctx, [runId])).get(runId) ?? [];
  const seen = new Set<string>();
  const distinct = files.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
  return Promise.all(
    distinct.slice(0, 6).map(async ({ path, name }) => {
      const read = await readableText(ctx, path, shownText);
      return { path, name, ...(read ?? { text: "", truncated: true }) };
    }),
  );
}

/** The folders of a run that hold an MLmodel file, which is what makes a folder a model. */
async function modelFolders({ read, here }: QueryCtx, run: RunRecord): Promise<string[]> {
  const root = pathOfArtifactUri(run.artifactUri);
  if (root === null) return [];
  const rows = await read
    .select({ path: artifacts.path })
    .from(artifacts)
    .where(and(here(artifacts), under(root), sql`${artifacts.path} like '%/MLmodel'`))
    .orderBy(asc(artifacts.path))
    .limit(50);
  return rows.map(({ path }) => path.slice(root.length + 1, -"/MLmodel".length));
}
