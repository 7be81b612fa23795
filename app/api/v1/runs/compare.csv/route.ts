import { comparisonScreen } from "@/lib/experiments/comparison/comparison-screen";
import { comparisonInput } from "@/lib/experiments/inputs";
import { comparisonCsv } from "@/lib/experiments/runs/export-queries";
import { csvResponse } from "@/lib/transport/csv";
import { restQuery } from "@/lib/transport/rest";

/** The same comparison as CSV, one column per run. */
export const GET = restQuery(comparisonInput, async (ctx, input) =>
  csvResponse("comparison", [comparisonCsv(await comparisonScreen(ctx, input))]),
);
