import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(withdrawGate);
