import { restQuery } from "@/lib/transport/rest";
import { findInput } from "@/lib/workspace/inputs";
import { findInWorkspace } from "@/lib/workspace/search-queries";

/** Things of the workspace by name or id, for the palette and for scripts; `path` is beneath `/w/<workspace>`. */
export const GET = restQuery(findInput, async (ctx, { query }) => ({
  results: await findInWorkspace(ctx, query),
}));
