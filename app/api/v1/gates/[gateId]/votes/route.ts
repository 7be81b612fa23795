import { castVote } from "@/lib/gates/decisions/cast-vote";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(gateEndpoints.vote, castVote);
