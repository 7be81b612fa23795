import { verifyChain } from "@/lib/audit/verify";
import { nothingInput } from "@/lib/auth/inputs";
import { restQuery } from "@/lib/transport/rest";

/** Walks the whole chain and names the first entry that is not as it was written. */
export const GET = restQuery(nothingInput, (ctx) => verifyChain(ctx));
