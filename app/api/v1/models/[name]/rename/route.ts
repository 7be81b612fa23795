import { registryEndpoints } from "@/lib/registry/endpoints";
import { renameModel } from "@/lib/registry/names/rename-model";
import { publicModel } from "@/lib/registry/public-view";
import { restCommand } from "@/lib/transport/rest";

/** Gives a model another name; its versions and gates follow. */
export const POST = restCommand(registryEndpoints.renameModel, renameModel, publicModel);
