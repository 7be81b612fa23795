import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(gateEndpoints.withdraw, withdrawGate);
