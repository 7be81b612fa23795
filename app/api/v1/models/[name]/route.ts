import { deleteModel } from "@/lib/registry/delete-model";
import { describeModel } from "@/lib/registry/describe-model";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { publicModel } from "@/lib/registry/public-view";
import { getModel } from "@/lib/registry/queries";
import { restCommand, restQuery } from "@/lib/transport/rest";

/** One model with its aliases. */
export const GET = restQuery(registryEndpoints.getModel, async (ctx, { name }) =>
  publicModel(await getModel(ctx, name)),
);

/** Changes purpose, owner, consumers, primary metric or description; what is left out stays. */
export const PATCH = restCommand(registryEndpoints.describeModel, describeModel, publicModel);

/** Deletes a model and its versions. Refused while a classified model has a version in production. */
export const DELETE = restCommand(registryEndpoints.deleteModel, deleteModel);
