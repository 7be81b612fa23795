import { createModel } from "@/lib/registry/create-model";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { publicModel } from "@/lib/registry/public-view";
import { restCommand, restQuery } from "@/lib/transport/rest";
import { modelsScreen } from "@/lib/workspace/models-screen";

/** A page of models: tier, owner, what serves, the latest version, open gates. */
export const GET = restQuery(registryEndpoints.listModels, async (ctx, asked) => {
  const { models, next } = await modelsScreen(ctx, asked);
  return { models, next };
});

/** Registers a model. Names are unique among models that are not deleted. */
export const POST = restCommand(registryEndpoints.createModel, createModel, publicModel);
