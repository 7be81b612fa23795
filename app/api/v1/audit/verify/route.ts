import { verifyChain } from "@/lib/audit/chain-queries";
import { auditEndpoints } from "@/lib/audit/endpoints";
import { restQuery } from "@/lib/transport/rest";

/** Walks the whole chain and names the first entry that is not as it was written. */
export const GET = restQuery(auditEndpoints.verify, (ctx) => verifyChain(ctx));
