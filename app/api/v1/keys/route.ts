import { createKey } from "@/lib/auth/create-key";
import { authEndpoints } from "@/lib/auth/endpoints";
import { listKeys } from "@/lib/auth/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

export const GET = restQuery(authEndpoints.listKeys, async (ctx) => ({
  keys: await listKeys(ctx),
}));

/** People only, with a session. Answers the key itself: shown this once. */
export const POST = restCommand(authEndpoints.createKey, createKey);
