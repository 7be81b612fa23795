import { jobEndpoints } from "@/lib/jobs/endpoints";
import { restQuery } from "@/lib/transport/rest";
import { followersOf } from "@/lib/workspace/background-screen";

export const GET = restQuery(jobEndpoints.followers, async (ctx) => ({
  followers: await followersOf(ctx),
}));
