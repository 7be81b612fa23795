import "server-only";
import { untrusted } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { setUp } from "@/lib/workspace/set-up";

/** Set-up asks nobody who they are: the guest stands in the workspace that is about to be. */
export function firstSetUp(input: unknown) {
  const now = new Date();
  const workspaceId = uuidv7(now.getTime());
  return untrusted(setUp)(
    { actor: { kind: "guest", workspaceId, id: null, name: "first set-up" }, now },
    input,
  );
}
