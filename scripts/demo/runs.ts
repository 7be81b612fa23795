import { createHash } from "node:crypto";

import { storeBlob } from "@/lib/artifacts/artifact-store";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { findExperimentByName } from "@/lib/experiments/experiment-queries";
import { createLoggedModel } from "@/lib/experiments/logged-models/create-logged-model";
import { finalizeLoggedModel } from "@/lib/experiments/logged-models/finalize-logged-model";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { logInputs } from "@/lib/experiments/runs/log-inputs";
import { logOutputs } from "@/lib/experiments/runs/log-outputs";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";

import { noteUse, type Cast } from "./cast";
import { modelFiles, type StoredFile } from "./files";
import type { Point } from "./learners/model";
import { people } from "./people";
import { seal } from "./seal";
import type { ModelStory, Outcome, RunPlan } from "./story";

type Script = Cast["scripts"]["scientist"];
type Started = { id: string; experimentId: string; startedAt: number; by: Script };

const stepLength = 1_500;

/** The run of a plan, whole; one that was cut short does not count. */
export async function findPlanned(actor: Script, plan: RunPlan): Promise<RunRecord | undefined> {
  const runs = await runsNamed(actor, plan.experiment, plan.name);
  return runs.find((run) => isWhole(run, plan));
}

/** Trains and logs a run unless it is there. The final status is written last. */
export async function logRun(
  { scripts }: Cast,
  { experiments }: ModelStory,
  plan: RunPlan,
  due: Date,
): Promise<void> {
  const actor = scripts[plan.author];
  const same = await runsNamed(actor, plan.experiment, plan.name);
  if (same.some((run) => isWhole(run, plan))) return;
  const now = afterAll(same, due);
  for (const { id, lifecycle } of same)
    if (lifecycle === "active") await deleteRun({ actor, now }, { runId: id });
  const experimentId = await experimentOf(actor, plan.experiment, experiments, now);
  const outcome = plan.train();
  const parent = plan.parent && (await findActive(actor, plan.experiment, plan.parent))?.id;
  const { runId: id } = await createRun(
    { actor, now },
    {
      experimentId,
      name: plan.name,
      mlflowUser: userOf(plan),
      startTime: now.getTime(),
      tags: pairs(tagsOf(plan, parent)),
    },
  );
  await logOutcome({ id, experimentId, startedAt: now.getTime(), by: actor }, plan, outcome);
  noteUse(actor, now);
}

/** When a run that was due then can begin: not before the last traces of those that were cut short. */
function afterAll(cutShort: readonly RunRecord[], due: Date): Date {
  const traces = cutShort.map(({ updatedAt }) => updatedAt.getTime() + 6 * stepLength);
  return new Date(Math.max(due.getTime(), ...traces));
}

/** Ends a run that outlasted its own training. */
export async function endRun({ scripts }: Cast, plan: RunPlan, now: Date): Promise<void> {
  const actor = scripts[plan.author];
  const run = await findActive(actor, plan.experiment, plan.name);
  if (run?.status !== "RUNNING") return;
  await updateRun({ actor, now }, { runId: run.id, status: "FINISHED", endTime: now.getTime() });
}

function isWhole(
  { lifecycle, status, params, metrics, endTime }: RunRecord,
  plan: RunPlan,
): boolean {
  if (plan.fate === "deleted") return lifecycle === "deleted" && endTime !== null;
  if (lifecycle === "deleted") return false;
  if (plan.until) return Object.keys(params).length > 0;
  if (plan.fate === "running") return status === "RUNNING" && metrics.length > 0;
  return status === (plan.fate === "failed" ? "FAILED" : "FINISHED");
}

async function findActive(actor: Script, experiment: string, name: string) {
  const runs = await runsNamed(actor, experiment, name);
  return runs.find(({ lifecycle }) => lifecycle === "active");
}

async function runsNamed(actor: Script, experiment: string, name: string): Promise<RunRecord[]> {
  const found = await findExperimentByName({ actor }, experiment);
  if (!found) return [];
  const { runs } = await searchRuns(
    { actor },
    {
      experimentIds: [found.id],
      filter: `attributes.run_name = '${name}'`,
      viewType: "ALL",
    },
  );
  return runs;
}

async function experimentOf(
  actor: Script,
  name: string,
  purposes: ModelStory["experiments"],
  now: Date,
): Promise<string> {
  const found = await findExperimentByName({ actor }, name);
  if (found) return found.id;
  const tags = pairs({ "mlflow.note.content": purposes[name] ?? "" });
  return (await createExperiment({ actor, now }, { name, tags })).experimentId;
}

/** In the order of MLflow's client, each call at the moment that script would have come to it. */
async function logOutcome(run: Started, plan: RunPlan, outcome: Outcome): Promise<void> {
  const { id: runId, by: actor, startedAt } = run;
  const after = (steps: number) => ({ actor, now: new Date(startedAt + stepLength * steps) });
  const whole = plan.fate === undefined;
  const curve = plan.fate === "running" ? outcome.curve.slice(0, 23) : outcome.curve;
  const final = whole ? [{ step: 0, values: outcome.metrics }] : [];
  const end = curve.length;
  if (outcome.datasets.length > 0)
    await logInputs(after(0), { runId, datasets: outcome.datasets.map(inputOf) });
  await logBatch(after(end), {
    runId,
    params: pairs(
      Object.fromEntries(Object.entries(plan.params).map(([key, value]) => [key, String(value)])),
    ),
    metrics: [
      ...points(curve, (step) => startedAt + stepLength * (step + 1)),
      ...points(final, () => startedAt + stepLength * end),
    ],
  });
  if (whole) await logFiles(run, plan, outcome, after(end + 2).now);
  if (plan.fate !== "running" && !plan.until) await finish(run, plan, after(end + 4).now);
  await seal(actor.workspaceId, after(end + 5).now);
}

async function finish({ id: runId, by: actor }: Started, plan: RunPlan, now: Date): Promise<void> {
  const status = plan.fate === "failed" ? "FAILED" : "FINISHED";
  await updateRun({ actor, now }, { runId, status, endTime: now.getTime() });
  if (plan.fate === "deleted") await deleteRun({ actor, now }, { runId });
}

async function logFiles(run: Started, plan: RunPlan, outcome: Outcome, now: Date): Promise<void> {
  const { id: runId, experimentId, by: actor } = run;
  const folder = `${experimentId}/${runId}/artifacts`;
  await putFiles(actor, folder, outcome.files, now);
  const { model } = outcome;
  if (!model) return;
  const card = { ...model, model: model.json, runId, loggedAt: run.startedAt };
  // the recommender shows the layout of MLflow 2, under the run
  if (plan.experiment.startsWith("recommender"))
    return putFiles(actor, `${folder}/model`, modelFiles(card), now);
  const ctx = { actor, now };
  const params = pairs({ model: String(plan.params["model"]) });
  const made = { experimentId, sourceRunId: runId, name: "model", params };
  const { id: modelId } = await createLoggedModel(ctx, made);
  await logOutputs(ctx, { runId, models: [{ modelId, step: 0 }] });
  const files = modelFiles({ ...card, modelId });
  await putFiles(actor, `${experimentId}/models/${modelId}/artifacts`, files, now);
  await finalizeLoggedModel(ctx, { modelId, status: "LOGGED_MODEL_READY" });
}

async function putFiles(
  actor: Script,
  folder: string,
  files: readonly StoredFile[],
  now: Date,
): Promise<void> {
  const { signal } = new AbortController();
  await Promise.all(
    files.map(async ({ path, content }) => {
      const blob = await storeBlob(new Blob([content]).stream(), null, signal);
      await putArtifact({ actor, now }, { path: `${folder}/${path}`, ...blob });
    }),
  );
}

function inputOf({ name, digest, schema, profile, context }: Outcome["datasets"][number]) {
  return {
    name,
    digest,
    sourceType: "http",
    source: JSON.stringify({ url: `https://data.example.com/${name}.parquet` }),
    schema: JSON.stringify(schema),
    profile: JSON.stringify(profile),
    tags: pairs({ "mlflow.data.context": context }),
  };
}

function points(curve: readonly Point[], at: (step: number) => number) {
  return curve.flatMap(({ step, values }) =>
    Object.entries(values).map(([key, value]) => ({ key, value, timestamp: at(step), step })),
  );
}

function userOf(plan: RunPlan): string {
  return people[plan.author].email.split("@")[0] ?? "";
}

function tagsOf(plan: RunPlan, parentId: string | undefined): Record<string, string> {
  return {
    "mlflow.user": userOf(plan),
    "mlflow.source.name": plan.sourceName,
    "mlflow.source.type": plan.sourceName.endsWith(".ipynb") ? "NOTEBOOK" : "LOCAL",
    "mlflow.source.git.commit": createHash("sha1").update(plan.experiment).digest("hex"),
    "mlflow.source.git.branch": "main",
    ...(plan.note ? { "mlflow.note.content": plan.note } : {}),
    ...(parentId ? { "mlflow.parentRunId": parentId } : {}),
  };
}

function pairs(values: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
