import "server-only";
import { and, eq } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { byWhom } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { hexId } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { experimentInactive, experimentMissing } from "@/lib/experiments/experiment-queries";
import { createRunInput } from "@/lib/experiments/inputs";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import { lengthFault, randomName } from "@/lib/experiments/naming";
import { noteKeys } from "@/lib/experiments/note-keys";
import { tagFault, type Pair } from "@/lib/experiments/runs/batch";
import { asRecord, valueAt } from "@/lib/experiments/runs/pairs";

export const createRun = command({
  permission: "tracking:write",
  input: createRunInput,
  run: async (ctx, { experimentId, name: asked, mlflowUser, startTime, tags: given }) => {
    const name = chooseName(asked, given);
    const fault =
      lengthFault("run_name", name, 8000) ?? given.map((tag) => tagFault(tag)).find(Boolean);
    if (fault) throw new Refusal("invalid", fault);
    const tags = asRecord([...given, { key: mlflowTags.runName, value: name }]);
    const id = hexId();
    const author = byWhom(ctx.actor);
    const location = await activeLocation(ctx, experimentId);
    await ctx.tx.insert(runs).values({
      workspaceId: ctx.workspaceId,
      id,
      experimentId,
      name,
      status: "RUNNING",
      mlflowUser: mlflowUser || (valueAt(tags, mlflowTags.user) ?? ""),
      startTime: startTime ?? ctx.now.getTime(),
      artifactUri: `${location.replace(/\/+$/, "")}/${id}/artifacts`,
      tags,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      authorId: author.id,
      authorName: author.name,
    });
    await noteKeys(ctx, experimentId, { metric: [], param: [], tag: Object.keys(tags) });
    await contribute(ctx, `run:${id}`);
    return {
      result: { runId: id },
      audit: { action: "run.create", subject: `run:${id}`, name, after: { experimentId } },
    };
  },
});

function chooseName(asked: string | undefined, tags: readonly Pair[]): string {
  const tagged = tags.find(({ key }) => key === mlflowTags.runName)?.value;
  if (asked && tagged && asked !== tagged)
    throw new Refusal(
      "invalid",
      `Both 'run_name' argument and '${mlflowTags.runName}' tag are specified, but with different values (run_name='${asked}', ${mlflowTags.runName}='${tagged}').`,
    );
  return asked || tagged || randomName();
}

/** Shared, so that runs can start side by side but not while the experiment is being deleted. */
async function activeLocation(ctx: WriteCtx, experimentId: string): Promise<string> {
  const [experiment] = await ctx.tx
    .select({ location: experiments.artifactLocation, lifecycle: experiments.lifecycle })
    .from(experiments)
    .where(and(eq(experiments.workspaceId, ctx.workspaceId), eq(experiments.id, experimentId)))
    .for("share");
  if (!experiment) throw experimentMissing(experimentId);
  if (experiment.lifecycle !== "active") throw experimentInactive(experimentId, "deleted");
  return experiment.location;
}
