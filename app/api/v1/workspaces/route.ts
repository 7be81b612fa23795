import { restCommand } from "@/lib/transport/rest";
import { openWorkspace } from "@/lib/workspace/open-workspace";

/** A further workspace; whoever asks becomes its admin. */
export const POST = restCommand(openWorkspace, { status: 201 });
