import { decisionRecord } from "@/lib/gates/decisions/decision-record";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { getGate } from "@/lib/gates/gate-queries";
import { restFile } from "@/lib/transport/rest";

/** The same record as a file to keep. */
export const GET = restFile(gateEndpoints.record, async (ctx, { gateId }) => {
  const record = decisionRecord(await getGate(ctx, gateId));
  return new Response(`${JSON.stringify(record, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="gate-${gateId}.json"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
