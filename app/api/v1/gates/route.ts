import { requestGate } from "@/lib/gates/decisions/request-gate";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { listGates } from "@/lib/gates/gate-row-queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(gateEndpoints.list, async (ctx, filter) => {
  const { rows, next } = await listGates(ctx, filter);
  return { gates: rows, next };
});

export const POST = restCommand(gateEndpoints.request, requestGate);
