import { rollBack } from "@/lib/gates/decisions/roll-back";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(rollBack);
