import { openWorkspace } from "@/lib/transport/new-workspace";
import { restCommand } from "@/lib/transport/rest";

/** A further workspace; whoever asks becomes its admin. */
export const POST = restCommand(openWorkspace, { status: 201 });
