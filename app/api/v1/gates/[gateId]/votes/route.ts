import { castVote } from "@/lib/gates/decisions/cast-vote";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(castVote);
