import { curves, presentCurves } from "@/lib/experiments/curves/curves-screen";
import { runEndpoints } from "@/lib/experiments/endpoints";
import { restQuery } from "@/lib/transport/rest";

/** The history of one metric over up to 20 runs, thinned without losing extremes; steps, Unix milliseconds, values. */
export const GET = restQuery(runEndpoints.curves, async (ctx, input) =>
  presentCurves(await curves(ctx, input)),
);
