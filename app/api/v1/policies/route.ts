import { NoFilter } from "@/lib/gates/inputs";
import { listPolicies } from "@/lib/gates/policies/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(NoFilter, async (ctx) => ({ policies: await listPolicies(ctx) }));
