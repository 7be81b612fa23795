import "server-only";
import { loggedModels } from "@/drizzle/schema/experiments";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { hexId } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { contribute } from "@/lib/evidence/contribute";
import { cutToLength, marked } from "@/lib/experiments/cut";
import { createLoggedModelInput } from "@/lib/experiments/inputs";
import { lockActiveExperiment } from "@/lib/experiments/lock-experiment";
import { lengthFault, randomName } from "@/lib/experiments/naming";
import { paramFault, tagFault, type Pair } from "@/lib/experiments/runs/batch";
import { asRecord } from "@/lib/experiments/runs/pairs";
import { readableName } from "@/lib/readable-name";

/** A model logged by a client of MLflow 3: made pending, filled with artifacts, then finalized. */
export const createLoggedModel = command({
  permission: "tracking:write",
  input: createLoggedModelInput,
  run: async (ctx, { name: given, ...model }) => {
    const name = given && readableName(given) !== "" ? given : randomName();
    const fault =
      nameFault(name) ??
      lengthFault("model_type", model.modelType, 500) ??
      pairsFault(model.params, paramFault) ??
      pairsFault(model.tags, tagFault);
    if (fault) throw new Refusal("invalid", fault);
    const params = cutToLength("param", model.params);
    const tags = cutToLength("tag", model.tags);
    const { artifactLocation } = await lockActiveExperiment(ctx, model.experimentId);
    const id = `m-${hexId()}`;
    const author = byWhom(ctx.actor);
    const [created] = await ctx.tx
      .insert(loggedModels)
      .values({
        workspaceId: ctx.workspaceId,
        id,
        experimentId: model.experimentId,
        name,
        modelType: model.modelType,
        status: "LOGGED_MODEL_PENDING",
        sourceRunId: model.sourceRunId || null,
        artifactUri: `${artifactLocation.replace(/\/+$/, "")}/models/${id}/artifacts`,
        params: asRecord(params.kept),
        tags: marked(asRecord(tags.kept), [], [...params.lines, ...tags.lines]),
        createdAt: ctx.now,
        updatedAt: ctx.now,
        createdById: author.id,
        createdByName: author.name,
      })
      .returning();
    if (!created) throw new Error("insert returned no row");
    await contribute(ctx, `logged_model:${id}`);
    return {
      result: created,
      audit: {
        action: "logged_model.create",
        subject: `logged_model:${id}`,
        name,
        after: { experimentId: model.experimentId, sourceRunId: model.sourceRunId },
      },
    };
  },
});

/** A logged model's name becomes part of URIs. */
function nameFault(name: string): string | undefined {
  if (/[/:.%"']/.test(name))
    return `Invalid model name (${name.slice(0, 200)}) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`;
  return lengthFault("name", name, 500);
}

function pairsFault(pairs: readonly Pair[], fault: (pair: Pair) => string | undefined) {
  return pairs.map((pair) => fault(pair)).find(Boolean);
}
