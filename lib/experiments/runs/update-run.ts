import "server-only";
import { and, eq } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { command } from "@/lib/command";
import { contribute } from "@/lib/evidence/contribute";
import { cutToLength, lineStart, marked } from "@/lib/experiments/cut";
import { updateRunInput } from "@/lib/experiments/inputs";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { lockActiveRun } from "@/lib/experiments/runs/lock-run";
import { asRecord } from "@/lib/experiments/runs/pairs";
import { readableName } from "@/lib/readable-name";

/** Status, end and name of a run. The name and the tag that holds it too are kept in step. */
export const updateRun = command({
  permission: "tracking:write",
  input: updateRunInput,
  run: async (ctx, { runId, status, endTime, name: asked }) => {
    const tag = { key: mlflowTags.runName, value: asked ?? "" };
    const { kept, lines } = cutToLength("tag", [tag]);
    // one that nobody could see is none, as an empty one is
    const name = readableName(asked ?? "") === "" ? undefined : kept[0]?.value;
    const written = [lineStart("tag", tag.key)];
    const before = await lockActiveRun(ctx, runId);
    const changes = {
      ...(status
        ? { status, finishedAt: isOver(status) ? (before.finishedAt ?? ctx.now) : null }
        : {}),
      ...(endTime === undefined ? {} : { endTime }),
      ...(name ? { name } : {}),
    };
    await ctx.tx
      .update(runs)
      .set({
        ...changes,
        ...(name ? { tags: marked({ ...before.tags, ...asRecord(kept) }, written, lines) } : {}),
        updatedAt: ctx.now,
      })
      .where(and(eq(runs.workspaceId, ctx.workspaceId), eq(runs.id, runId)));
    await contribute(ctx, `run:${runId}`);
    return {
      result: { ...before, ...changes },
      audit: {
        action: "run.update",
        subject: `run:${runId}`,
        name: name || before.name,
        before: Object.fromEntries(
          Object.keys(changes).map((key) => [key, Reflect.get(before, key)]),
        ),
        after: changes,
      },
    };
  },
});

/** Set once, when the run is first said to be over; a run that goes on again is not over. */
function isOver(status: string): boolean {
  return status !== "RUNNING" && status !== "SCHEDULED";
}
