import { comparisonCsv } from "@/lib/experiments/export-queries";
import { comparisonScreen } from "@/lib/experiments/screen-comparison";
import { comparisonInput } from "@/lib/experiments/screen-inputs";
import { csvResponse } from "@/lib/transport/csv";
import { restQuery } from "@/lib/transport/rest";

/** The same comparison as CSV, one column per run. */
export const GET = restQuery(comparisonInput, async (ctx, input) =>
  csvResponse("comparison", [comparisonCsv(await comparisonScreen(ctx, input))]),
);
