import { gateEndpoints } from "@/lib/gates/endpoints";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(gateEndpoints.refresh, refreshGate);
