import { refreshGate } from "@/lib/gates/refresh-gate";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(refreshGate);
