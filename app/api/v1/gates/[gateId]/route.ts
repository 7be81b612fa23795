import { decisionRecord } from "@/lib/gates/decisions/decision-record";
import { getGate } from "@/lib/gates/gate-queries";
import { OneGate } from "@/lib/gates/inputs";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(OneGate, async (ctx, { gateId }) =>
  decisionRecord(await getGate(ctx, gateId)),
);
