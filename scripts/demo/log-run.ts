import { createHash } from "node:crypto";

import { modelFiles, type StoredFile } from "./files";
import { people } from "./people";
import type { Outcome, RunPlan } from "./plan/run-plan";
import { metricPoints, type Run, type Tracking } from "./tracking";

const day = 86_400_000;
const stepLength = 1_500;

/** Where a planned run ends up; a stored one that is elsewhere was cut short and is logged again. */
function endOf(plan: RunPlan): string {
  if (plan.fate === undefined) return "FINISHED";
  return plan.fate.toUpperCase();
}

/** Trains and logs one run unless a complete one is already there. The final status is written last. */
export async function logRun(
  tracking: Tracking,
  plan: RunPlan,
  at: { experimentId: string; parentId?: string; existing: readonly Run[]; now: number },
): Promise<Run> {
  const same = at.existing.filter(({ name }) => name === plan.name);
  const done = same.find(
    ({ status, measured }) => status === endOf(plan) && (plan.fate !== "running" || measured),
  );
  if (done) return done;
  for (const partial of same.filter(({ status }) => status !== "DELETED"))
    await tracking.remove(partial.id);
  const outcome = plan.train();
  const startedAt = Math.round(at.now - plan.daysAgo * day);
  const id = await tracking.start(at.experimentId, plan.name, startedAt, tagsOf(plan, at.parentId));
  const loggedModelId = await logOutcome(tracking, plan, outcome, {
    id,
    startedAt,
    experimentId: at.experimentId,
  });
  const endedAt = startedAt + stepLength * (outcome.curve.length + 4);
  if (plan.fate !== "running")
    await tracking.end(id, plan.fate === "failed" ? "FAILED" : "FINISHED", endedAt);
  if (plan.fate === "deleted") await tracking.remove(id);
  const run = { id, name: plan.name, status: endOf(plan), measured: true };
  return loggedModelId ? { ...run, loggedModelId } : run;
}

async function logOutcome(
  tracking: Tracking,
  plan: RunPlan,
  outcome: Outcome,
  run: { id: string; startedAt: number; experimentId: string },
): Promise<string | undefined> {
  const running = plan.fate === "running";
  const whole = plan.fate === undefined;
  const curve = running ? outcome.curve.slice(0, 23) : outcome.curve;
  const final = whole ? [{ step: 0, values: outcome.metrics }] : [];
  const endOfCurve = run.startedAt + stepLength * curve.length;
  if (outcome.datasets.length > 0) await tracking.inputs(run.id, outcome.datasets);
  await tracking.log(run.id, {
    params: Object.fromEntries(Object.entries(plan.params).map(([k, v]) => [k, String(v)])),
    metrics: [
      ...metricPoints(curve, (step) => run.startedAt + stepLength * (step + 1)),
      ...metricPoints(final, () => endOfCurve),
    ],
  });
  if (!whole) return undefined;
  await tracking.put(`${run.experimentId}/${run.id}/artifacts`, outcome.files);
  return logModel(tracking, plan, outcome, run);
}

/** As the 3.x client does, except for the recommender, which shows the older layout under the run. */
async function logModel(
  tracking: Tracking,
  plan: RunPlan,
  { model }: Outcome,
  run: { id: string; startedAt: number; experimentId: string },
): Promise<string | undefined> {
  if (!model) return undefined;
  const files = (modelId?: string): StoredFile[] =>
    modelFiles({
      runId: run.id,
      ...(modelId ? { modelId } : {}),
      features: model.features,
      output: model.output,
      model: model.json,
      loggedAt: run.startedAt,
    });
  if (plan.experiment.startsWith("recommender")) {
    await tracking.put(`${run.experimentId}/${run.id}/artifacts/model`, files());
    return undefined;
  }
  return tracking.loggedModel({
    experimentId: run.experimentId,
    runId: run.id,
    name: "model",
    params: { model: String(plan.params["model"]) },
    files,
  });
}

function tagsOf(plan: RunPlan, parentId: string | undefined): Record<string, string> {
  const [user = ""] = people[plan.author].email.split("@");
  return {
    "mlflow.user": user,
    "mlflow.source.name": plan.sourceName,
    "mlflow.source.type": plan.sourceName.endsWith(".ipynb") ? "NOTEBOOK" : "LOCAL",
    "mlflow.source.git.commit": createHash("sha1").update(plan.experiment).digest("hex"),
    "mlflow.source.git.branch": "main",
    ...(plan.note ? { "mlflow.note.content": plan.note } : {}),
    ...(parentId ? { "mlflow.parentRunId": parentId } : {}),
  };
}
