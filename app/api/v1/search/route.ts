import { restQuery } from "@/lib/transport/rest";
import { workspaceEndpoints } from "@/lib/workspace/endpoints";
import { findInWorkspace } from "@/lib/workspace/search-queries";

/** Things of the workspace by name or id, for the palette and for scripts; `path` is beneath `/w/<workspace>`. */
export const GET = restQuery(workspaceEndpoints.search, async (ctx, { query }) => ({
  results: await findInWorkspace(ctx, query),
}));
