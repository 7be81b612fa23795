import { classifyModel } from "@/lib/registry/classify-model";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { publicModel } from "@/lib/registry/public-view";
import { restCommand } from "@/lib/transport/rest";

/** Sets the risk tier from the four answers. Lowering it takes a signed-in risk reviewer or admin. */
export const POST = restCommand(registryEndpoints.classifyModel, classifyModel, publicModel);
