import { experimentEndpoints } from "@/lib/experiments/endpoints";
import { experimentKeysOf } from "@/lib/experiments/experiment-screen";
import { restQuery } from "@/lib/transport/rest";

/** Every metric, param and tag key logged in an experiment, by name. */
export const GET = restQuery(experimentEndpoints.keys, (ctx, { experimentId }) =>
  experimentKeysOf(ctx, experimentId),
);
