import { jobEndpoints } from "@/lib/jobs/endpoints";
import { listReactions } from "@/lib/jobs/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(jobEndpoints.reactions, listReactions);
