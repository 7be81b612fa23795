import { exportRunsInput } from "@/lib/experiments/inputs";
import { exportRuns } from "@/lib/experiments/runs/export-queries";
import { csvResponse } from "@/lib/transport/csv";
import { restQuery } from "@/lib/transport/rest";

/** Every run that matches, as CSV, streamed. */
export const GET = restQuery(exportRunsInput, async (ctx, asked) => {
  const { name, lines } = await exportRuns(ctx, asked);
  return csvResponse(name, lines);
});
