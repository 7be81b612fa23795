import { beforeAll, expect, test } from "vitest";

import { createExperiment } from "@/lib/experiments/create-experiment";
import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { findExperimentByName, getExperiment } from "@/lib/experiments/experiment-queries";
import { searchExperiments } from "@/lib/experiments/experiment-search-queries";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { restoreExperiment } from "@/lib/experiments/restore-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  const workspace = await makeWorkspace();
  ctx = { actor: await workspace.member(["data_scientist"]), now: new Date() };
});

const names = async (search: Parameters<typeof searchExperiments>[1]) =>
  (await searchExperiments(ctx, search)).experiments.map(({ name }) => name);

test("ids count up, and fifty creations at once get fifty of them", async () => {
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, at) => createExperiment(ctx, { name: `many-${at}` })),
  );
  const ids = made.map(({ experimentId }) => Number(experimentId)).toSorted((a, b) => a - b);
  expect(new Set(ids).size).toBe(50);
  expect(ids.at(-1)! - ids[0]!).toBe(49);
});

test("a deleted experiment keeps its name, hides its runs and comes back whole", async () => {
  const { experimentId } = await createExperiment(ctx, { name: "kept" });
  const { runId } = await createRun(ctx, { experimentId });
  await deleteExperiment(ctx, { experimentId });
  expect((await getRun(ctx, runId)).lifecycle).toBe("deleted");
  expect((await findExperimentByName(ctx, "kept"))?.lifecycle).toBe("deleted");
  await expect(createExperiment(ctx, { name: "kept" })).rejects.toThrow("already exists");
  await expect(createRun(ctx, { experimentId })).rejects.toThrow("must be in the 'active' state");
  await expect(renameExperiment(ctx, { experimentId, name: "new" })).rejects.toThrow("non-active");
  await expect(deleteExperiment(ctx, { experimentId })).rejects.toThrow(
    `No Experiment with id=${experimentId} exists`,
  );
  await restoreExperiment(ctx, { experimentId });
  await expect(restoreExperiment(ctx, { experimentId })).rejects.toThrow(
    `No deleted Experiment with id=${experimentId} exists: it is active.`,
  );
  expect((await getRun(ctx, runId)).lifecycle).toBe("active");
  await renameExperiment(ctx, { experimentId, name: "kept, renamed" });
  expect((await getExperiment(ctx, experimentId)).name).toBe("kept, renamed");
});

test("restoring an experiment brings back what went with it, and no run that was deleted by itself", async () => {
  const { experimentId } = await createExperiment(ctx, { name: "undone" });
  const [before = "", after = "", twice = "", kept = ""] = await Promise.all(
    ["before", "after", "twice", "kept"].map(
      async (name) => (await createRun(ctx, { experimentId, name })).runId,
    ),
  );
  const lifecycles = async () =>
    Promise.all([before, after, twice, kept].map(async (id) => (await getRun(ctx, id)).lifecycle));
  await deleteRun(ctx, { runId: before });
  await deleteRun(ctx, { runId: twice });
  await deleteExperiment(ctx, { experimentId });
  await deleteRun(ctx, { runId: after });
  await deleteRun(ctx, { runId: twice });
  await restoreExperiment(ctx, { experimentId });
  expect(await lifecycles()).toEqual(["deleted", "deleted", "deleted", "active"]);
  await restoreRun(ctx, { runId: before });
  await deleteExperiment(ctx, { experimentId });
  await restoreRun(ctx, { runId: kept });
  await deleteRun(ctx, { runId: kept });
  await restoreExperiment(ctx, { experimentId });
  expect(await lifecycles()).toEqual(["active", "deleted", "deleted", "deleted"]);
});

const placedAt = async (name: string, artifactLocation: string, value: string) => {
  const tags = [{ key: "mlflow.note.content", value }];
  return getExperiment(
    ctx,
    (await createExperiment(ctx, { name, artifactLocation, tags })).experimentId,
  );
};

test("a description may be as long as MLflow's, and a place on no server is this one's store", async () => {
  const { id, artifactLocation } = await placedAt("placed", "./mlruns", "x".repeat(20_000));
  expect(artifactLocation).toBe(`mlflow-artifacts:/${id}`);
  for (const location of ["s3://bucket/a", "mlflow-artifacts:/custom", "/mnt/shared", "dbfs:/x"])
    expect((await placedAt(location, location, "")).artifactLocation).toBe(location);
  await expect(placedAt("too long", "", "x".repeat(20_001))).rejects.toThrow("20000");
});

test("of two experiments renamed to one name at once, one gets it and the other is told", async () => {
  const made = await Promise.all(["left", "right"].map((name) => createExperiment(ctx, { name })));
  const renamed = await Promise.allSettled(
    made.map((experiment) => renameExperiment(ctx, { ...experiment, name: "both" })),
  );
  expect(renamed.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const refused = renamed.find((outcome) => outcome.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "taken" });
});

test("search filters by name, tags and time, newest first, page by page", async () => {
  let at = Date.now();
  for (const [name, value] of [
    ["a", "value"],
    ["ab", "vaLue"],
    ["Abc", null],
  ] as const)
    await createExperiment(
      { ...ctx, now: new Date((at += 1000)) },
      { name: `s-${name}`, tags: value === null ? [] : [{ key: "key", value }] },
    );
  const filter = "name LIKE 's-%'";
  expect(await names({ filter })).toEqual(["s-Abc", "s-ab", "s-a"]);
  expect(await names({ filter: `${filter} and tag.key = 'value'` })).toEqual(["s-a"]);
  expect(await names({ filter: `${filter} and tags.key != 'value'` })).toEqual(["s-ab"]);
  expect(await names({ filter: `${filter} and tags.key ILIKE '%ALU%'` })).toEqual(["s-ab", "s-a"]);
  expect(await names({ filter: `${filter} and creation_time >= ${at}` })).toEqual(["s-Abc"]);
  expect(await names({ filter, orderBy: ["name DESC"] })).toEqual(["s-ab", "s-a", "s-Abc"]);
  const id = (await searchExperiments(ctx, { filter })).experiments[0]?.id ?? "";
  expect(await names({ filter: `experiment_id = '${id}'` })).toEqual(["s-Abc"]);
  expect(await names({ filter: `experiment_id IN ('${id}', 'x')` })).toEqual(["s-Abc"]);
  expect(await names({ filter: `${filter} and tags.key IS NULL` })).toEqual(["s-Abc"]);
  const first = await searchExperiments(ctx, { filter, limit: 2 });
  expect(first.experiments.map(({ name }) => name)).toEqual(["s-Abc", "s-ab"]);
  expect(await names({ filter, cursor: first.next ?? "" })).toEqual(["s-a"]);
});
