import { requestGate } from "@/lib/gates/decisions/request-gate";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(GateFilter, async (ctx, filter) => {
  const { rows, next } = await listGates(ctx, filter);
  return { gates: rows, next };
});

export const POST = restCommand(requestGate, { status: 201 });
