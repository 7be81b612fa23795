import { dismissReaction } from "@/lib/jobs/dismiss-reaction";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { restCommand } from "@/lib/transport/rest";

export const POST = restCommand(jobEndpoints.dismiss, dismissReaction);
