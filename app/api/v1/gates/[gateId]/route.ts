import { decisionRecord } from "@/lib/gates/decisions/decision-record";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { getGate } from "@/lib/gates/gate-queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(gateEndpoints.get, async (ctx, { gateId }) =>
  decisionRecord(await getGate(ctx, gateId)),
);
