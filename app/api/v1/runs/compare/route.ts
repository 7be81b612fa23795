import { comparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { runEndpoints } from "@/lib/experiments/endpoints";
import { presentComparison } from "@/lib/experiments/runs/run-presentation";
import { restQuery } from "@/lib/transport/rest";

/** Up to 20 runs side by side, differences first. Unknown runs are listed as missing. */
export const GET = restQuery(runEndpoints.compare, async (ctx, input) =>
  presentComparison(await comparisonScreen(ctx, input)),
);
