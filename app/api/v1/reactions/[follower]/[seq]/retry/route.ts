import { jobEndpoints } from "@/lib/jobs/endpoints";
import { retryReaction } from "@/lib/jobs/retry-reaction";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(jobEndpoints.retry, retryReaction);
