import { createExperiment } from "@/lib/experiments/create-experiment";
import { experimentsScreen } from "@/lib/experiments/experiments-screen";
import { experimentsInput } from "@/lib/experiments/inputs";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One page of experiments with their run counts. */
export const GET = restQuery(experimentsInput, async (ctx, { direction, ...asked }) => {
  const { experiments, next, previous } = await experimentsScreen(ctx, {
    ...asked,
    descending: direction === "desc",
    after: asked.after,
    before: asked.before,
  });
  return { experiments, next, previous };
});

/** Creates an experiment. Names are unique, deleted ones included. */
export const POST = restCommand(createExperiment, { status: 201 });
