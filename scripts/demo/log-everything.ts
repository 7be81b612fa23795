import { logRun } from "./log-run";
import { churnPlan } from "./plan/churn";
import { creditPlan } from "./plan/credit";
import { fraudPlan } from "./plan/fraud";
import { recommenderPlan } from "./plan/recommender";
import type { RunPlan } from "./plan/run-plan";
import type { Run, Tracking } from "./tracking";

export type LoggedRun = Run & { experimentId: string; experiment: string };
type Authors = { scientist: Tracking; researcher: Tracking };

const descriptions: Record<string, string> = {
  "credit-default-baselines": "Logistic regression at several learning rates and penalties.",
  "credit-default-boosting": "Grid search over boosted trees, one nested run per point.",
  "credit-default-parity": "The same learners with thresholds that select every age band alike.",
  "churn-baselines": "Simple models to beat.",
  "churn-boosting": "Boosted trees for the retention list.",
  "winback-offer": "A trial on one campaign.",
  "card-fraud-screening": "Rare-class scoring of card payments.",
  "recommender-factorisation": "Matrix factorisation against a popularity baseline.",
};

/** Trains and logs every planned run; several experiments at a time, the runs of one in order. */
export async function logEverything(
  authors: Authors,
  say: (message: string) => void,
): Promise<LoggedRun[]> {
  const plans = [...creditPlan, ...churnPlan, ...fraudPlan, ...recommenderPlan];
  const experiments = new Map<string, RunPlan[]>();
  for (const plan of plans)
    experiments.set(plan.experiment, [...(experiments.get(plan.experiment) ?? []), plan]);
  const ids = new Map<string, string>();
  for (const [experiment, [first]] of experiments) {
    const tags = { "mlflow.note.content": descriptions[experiment] ?? "" };
    ids.set(experiment, await trackingOf(authors, first).experiment(experiment, tags));
  }
  const logged = await Promise.all(
    [...experiments].map(async ([experiment, own]) => {
      const runs = await logExperiment(authors, own, ids.get(experiment) ?? "");
      say(`Logged ${String(runs.length).padStart(2)} runs of ${experiment}`);
      return runs.map((run) => ({ ...run, experiment, experimentId: ids.get(experiment) ?? "" }));
    }),
  );
  return logged.flat();
}

async function logExperiment(
  authors: Authors,
  plans: readonly RunPlan[],
  experimentId: string,
): Promise<Run[]> {
  const now = Date.now();
  const existing = await trackingOf(authors, plans[0]).runs(experimentId);
  const runs: Run[] = [];
  for (const plan of plans) {
    const parentId = runs.find(({ name }) => name === plan.parent)?.id;
    const at = { experimentId, existing, now, ...(parentId ? { parentId } : {}) };
    runs.push(await logRun(trackingOf(authors, plan), plan, at));
  }
  return runs;
}

function trackingOf(authors: Authors, plan: RunPlan | undefined): Tracking {
  return plan?.author === "researcher" ? authors.researcher : authors.scientist;
}
