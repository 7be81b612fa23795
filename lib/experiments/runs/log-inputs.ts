import "server-only";
import { datasets, runDatasets, runModels } from "@/drizzle/schema/experiments";
import { command, type WriteCtx } from "@/lib/command";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { logInputsInput } from "@/lib/experiments/inputs";
import { lengthFault } from "@/lib/experiments/naming";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";
import { asRecord } from "@/lib/experiments/runs/pairs";

type Dataset = ReturnType<typeof logInputsInput.parse>["datasets"][number];

/** Datasets and logged models a run used. Logging an input again changes nothing. */
export const logInputs = command({
  permission: "tracking:write",
  input: logInputsInput,
  run: async (ctx, { runId, datasets: used, models }) => {
    const fault = used.map(datasetFault).find(Boolean);
    if (fault) throw new Refusal("invalid", fault);
    const { name, experimentId } = await lockActiveRun(ctx, runId);
    if (used.length > 0) await writeDatasets(ctx, { runId, experimentId }, used);
    if (models.length > 0)
      await ctx.tx
        .insert(runModels)
        .values(
          models.map(({ modelId }) => ({
            workspaceId: ctx.workspaceId,
            runId,
            direction: "input" as const,
            modelId,
          })),
        )
        .onConflictDoNothing();
    await contribute(ctx, `run:${runId}`);
    return {
      result: {},
      audit: {
        action: "run.log",
        subject: `run:${runId}`,
        name,
        after: {
          datasets: used.map((dataset) => ({ name: dataset.name, digest: dataset.digest })),
          models: models.map(({ modelId }) => modelId),
        },
      },
    };
  },
});

async function writeDatasets(
  ctx: WriteCtx,
  run: { runId: string; experimentId: string },
  used: readonly Dataset[],
): Promise<void> {
  const { workspaceId } = ctx;
  const { experimentId, runId } = run;
  const unique = [...new Map(used.map((set) => [`${set.name}\n${set.digest}`, set])).values()];
  await ctx.tx
    .insert(datasets)
    .values(
      unique.map(({ tags: _tags, ...set }) => ({
        ...set,
        workspaceId,
        experimentId,
        createdAt: ctx.now,
      })),
    )
    .onConflictDoNothing();
  await ctx.tx
    .insert(runDatasets)
    .values(
      unique.map(({ name, digest, tags }) => ({
        workspaceId,
        runId,
        experimentId,
        name,
        digest,
        tags: asRecord(tags),
      })),
    )
    .onConflictDoNothing();
}

function datasetFault({ name, digest, source, schema, profile, tags }: Dataset, at: number) {
  const path = `datasets[${at}].dataset`;
  return (
    lengthFault(`${path}.name`, name, 500) ??
    lengthFault(`${path}.digest`, digest, 36) ??
    lengthFault(`${path}.source`, source, 65_535) ??
    lengthFault(`${path}.schema`, schema ?? "", 1_048_575) ??
    lengthFault(`${path}.profile`, profile ?? "", 16_777_215) ??
    tags
      .map(
        ({ key, value }) =>
          lengthFault(`datasets[${at}].tags.key`, key, 255) ??
          lengthFault(`datasets[${at}].tags.value`, value, 500),
      )
      .find(Boolean)
  );
}
