import { comparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { runEndpoints } from "@/lib/experiments/endpoints";
import { comparisonCsv } from "@/lib/experiments/runs/export-queries";
import { csvResponse } from "@/lib/transport/csv";
import { restFile } from "@/lib/transport/rest";

/** The same comparison as CSV, one column per run. */
export const GET = restFile(runEndpoints.compareCsv, async (ctx, input) =>
  csvResponse("comparison", [comparisonCsv(await comparisonScreen(ctx, input))]),
);
