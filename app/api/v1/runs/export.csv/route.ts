import { runEndpoints } from "@/lib/experiments/endpoints";
import { exportRuns } from "@/lib/experiments/runs/export-queries";
import { csvResponse } from "@/lib/transport/csv";
import { restFile } from "@/lib/transport/rest";

/** Every run that matches, as CSV, streamed. */
export const GET = restFile(runEndpoints.exportCsv, async (ctx, asked) => {
  const { name, lines } = await exportRuns(ctx, asked);
  return csvResponse(name, lines);
});
