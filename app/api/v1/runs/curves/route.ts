import { curves, presentCurves } from "@/lib/experiments/screen-curves";
import { curvesInput } from "@/lib/experiments/screen-inputs";
import { restQuery } from "@/lib/transport/rest";

/** The history of one metric over up to 20 runs, thinned without losing extremes; steps, Unix milliseconds, values. */
export const GET = restQuery(curvesInput, async (ctx, input) =>
  presentCurves(await curves(ctx, input)),
);
