import { authEndpoints } from "@/lib/auth/endpoints";
import { listMembers } from "@/lib/auth/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(authEndpoints.listMembers, async (ctx) => ({
  members: await listMembers(ctx),
}));
