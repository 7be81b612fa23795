import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { models } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { findExperimentByName, getExperiment } from "@/lib/experiments/experiment-queries";
import { renameExperiment } from "@/lib/experiments/rename-experiment";
import { createRun } from "@/lib/experiments/runs/create-run";
import { getRun } from "@/lib/experiments/runs/run-queries";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { renameModel } from "@/lib/registry/names/rename-model";
import { findModel, getModel, getVersion } from "@/lib/registry/queries";
import { setModelTag } from "@/lib/registry/set-model-tag";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

let ctx: { actor: UserActor; now: Date };

beforeAll(async () => {
  ctx = { actor: (await makeWorkspace()).admin, now: new Date() };
});

const spellings = ["trail ", " trail", "trail\u00a0", "tra\u200bil", "trail\u202e"];

test("models that look alike are one model, however their name is spelt", async () => {
  const { id, name } = await createModel(ctx, { name: "trail " });
  expect(name).toBe("trail");
  for (const spelt of spellings) {
    await expect(createModel(ctx, { name: spelt })).rejects.toMatchObject({ code: "taken" });
    expect((await getModel(ctx, spelt)).id).toBe(id);
    await setModelTag(ctx, { name: spelt, key: "seen", value: spelt });
  }
  const version = await createVersion(ctx, { name: "trail ", source: "s3://bucket/a" });
  expect(version.model.name).toBe("trail");
  expect((await getVersion(ctx, " trail", 1)).model.id).toBe(id);
  await createModel(ctx, { name: "another" });
  await expect(renameModel(ctx, { name: "another", newName: "trail\u00a0" })).rejects.toMatchObject(
    { code: "taken" },
  );
  await expect(renameModel(ctx, { name: "another", newName: ".." })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a twin from before is still found by the very name it has", async () => {
  const { id } = await createModel(ctx, { name: "twin" });
  const old = await createModel(ctx, { name: "twin of old" });
  await db
    .update(models)
    .set({ name: "twin " })
    .where(and(eq(models.workspaceId, ctx.actor.workspaceId), eq(models.id, old.id)));
  expect((await getModel(ctx, "twin")).id).toBe(id);
  expect((await getModel(ctx, "twin ")).id).toBe(old.id);
  expect((await getModel(ctx, "twin\u00a0")).id).toBe(id);
  await setModelTag(ctx, { name: "twin ", key: "k", value: "old" });
  expect((await findModel(ctx, "twin "))?.tags).toEqual({ k: "old" });
});

test("experiments that look alike are one too", async () => {
  const { experimentId } = await createExperiment(ctx, { name: " churn  sweep " });
  expect((await getExperiment(ctx, experimentId)).name).toBe("churn sweep");
  for (const spelt of ["churn sweep", "churn  sweep", " churn  sweep ", "churn\u00a0sweep"]) {
    await expect(createExperiment(ctx, { name: spelt })).rejects.toMatchObject({ code: "taken" });
    expect((await findExperimentByName(ctx, spelt))?.id).toBe(experimentId);
  }
  const other = await createExperiment(ctx, { name: "other" });
  await expect(renameExperiment(ctx, { ...other, name: "churn sweep " })).rejects.toMatchObject({
    code: "taken",
  });
});

test("a run whose name nobody could see gets one, and keeps it", async () => {
  for (const name of ["   ", "\u00a0", "\u200b"]) {
    const { runId, run } = await createRun(ctx, { experimentId: "0", name });
    expect(run.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    await updateRun(ctx, { runId, name });
    expect((await getRun(ctx, runId)).name).toBe(run.name);
  }
  const kept = await createRun(ctx, { experimentId: "0", name: " spaced " });
  expect(kept.run.name).toBe(" spaced ");
});

test.each(["a/b", "a:b", "/", ":"])(
  "a name that no client could load by is refused in MLflow's words: %s",
  async (name) => {
    const words = `Invalid model name '${name}'. Names cannot contain '/' or ':'.`;
    await expect(createModel(ctx, { name })).rejects.toThrow(words);
    const plain = `plain ${Buffer.from(name).toString("hex")}`;
    await createModel(ctx, { name: plain });
    await expect(renameModel(ctx, { name: plain, newName: name })).rejects.toThrow(words);
  },
);
