import { castVote } from "@/lib/gates/cast-vote";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(castVote);
