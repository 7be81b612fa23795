import { createVersion } from "@/lib/registry/create-version";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { publicVersion } from "@/lib/registry/public-view";
import { getModel, listVersions } from "@/lib/registry/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** The versions of a model, newest first. */
export const GET = restQuery(registryEndpoints.listVersions, async (ctx, { name, ...page }) => {
  const { id } = await getModel(ctx, name);
  const { versions, next } = await listVersions(ctx, id, page);
  return { versions: versions.map(publicVersion), next };
});

/** Registers a version. `source` is `runs:/…`, `models:/m-…`, `models:/<name>/<version>` or an artifact address. */
export const POST = restCommand(registryEndpoints.createVersion, createVersion, publicVersion);
