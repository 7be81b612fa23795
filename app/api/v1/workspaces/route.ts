import { restCommand } from "@/lib/transport/rest";
import { workspaceEndpoints } from "@/lib/workspace/endpoints";
import { openWorkspace } from "@/lib/workspace/open-workspace";

/** A further workspace; whoever asks becomes its admin. */
export const POST = restCommand(workspaceEndpoints.open, openWorkspace);
