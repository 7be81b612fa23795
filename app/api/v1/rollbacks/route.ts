import { rollBack } from "@/lib/gates/roll-back";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(rollBack);
