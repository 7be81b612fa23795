import { createKey } from "@/lib/auth/create-key";
import { nothingInput } from "@/lib/auth/inputs";
import { listKeys } from "@/lib/auth/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(nothingInput, async (ctx) => ({ keys: await listKeys(ctx) }));

/** People only, with a session. Answers the key itself: shown this once. */
export const POST = restCommand(createKey, { status: 201 });
