import { rollBack } from "@/lib/gates/decisions/roll-back";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(gateEndpoints.rollBack, rollBack);
