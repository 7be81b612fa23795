import { deleteVersion } from "@/lib/registry/delete-version";
import { describeVersion } from "@/lib/registry/describe-version";
import { versionDetail } from "@/lib/registry/detail-queries";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { publicVersion, publicVersionDetail } from "@/lib/registry/public-view";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One version with its files and their digest, signature, lineage and stage changes. */
export const GET = restQuery(registryEndpoints.getVersion, async (ctx, { name, version }) =>
  publicVersionDetail(await versionDetail(ctx, name, version)),
);

/** Replaces the description. */
export const PATCH = restCommand(registryEndpoints.describeVersion, describeVersion, publicVersion);

/** Deletes a version and its aliases. Refused for the version that a classified model serves. */
export const DELETE = restCommand(registryEndpoints.deleteVersion, deleteVersion);
