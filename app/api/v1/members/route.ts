import { nothingInput } from "@/lib/auth/inputs";
import { listMembers } from "@/lib/auth/queries";
import { restQuery } from "@/lib/transport/rest";

export const GET = restQuery(nothingInput, async (ctx) => ({ members: await listMembers(ctx) }));
