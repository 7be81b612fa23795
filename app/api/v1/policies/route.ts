import { gateEndpoints } from "@/lib/gates/endpoints";
import { listPolicies } from "@/lib/gates/policies/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(gateEndpoints.listPolicies, async (ctx) => ({
  policies: await listPolicies(ctx),
}));
