import { createExperiment } from "@/lib/experiments/create-experiment";
import { experimentEndpoints } from "@/lib/experiments/endpoints";
import { experimentsScreen } from "@/lib/experiments/experiments-screen";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One page of experiments with their run counts. */
export const GET = restQuery(experimentEndpoints.list, async (ctx, asked) => {
  const { experiments, next, previous } = await experimentsScreen(ctx, asked);
  return { experiments, next, previous };
});

/** Creates an experiment. Names are unique, deleted ones included. */
export const POST = restCommand(experimentEndpoints.create, createExperiment);
