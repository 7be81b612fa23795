import { presentComparison } from "@/lib/experiments/run-presentation";
import { comparisonScreen } from "@/lib/experiments/screen-comparison";
import { comparisonInput } from "@/lib/experiments/screen-inputs";
import { restQuery } from "@/lib/transport/rest";

/** Up to 20 runs side by side, differences first. Unknown runs are listed as missing. */
export const GET = restQuery(comparisonInput, async (ctx, input) =>
  presentComparison(await comparisonScreen(ctx, input)),
);
