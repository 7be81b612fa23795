import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(refreshGate);
