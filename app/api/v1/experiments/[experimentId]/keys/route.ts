import { experimentKeysOf } from "@/lib/experiments/experiment-screen";
import { oneExperimentInput } from "@/lib/experiments/inputs";
import { restQuery } from "@/lib/transport/rest";

/** Every metric, param and tag key logged in an experiment, by name. */
export const GET = restQuery(oneExperimentInput, (ctx, { experimentId }) =>
  experimentKeysOf(ctx, experimentId),
);
