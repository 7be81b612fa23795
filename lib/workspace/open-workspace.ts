import "server-only";
import { newWorkspaceInput } from "@/lib/auth/inputs";
import { scopes, type Actor } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { furnish } from "@/lib/workspace/furnish";

/** A further workspace, whose first admin is the one who asks. */
export const openWorkspace = command({
  permission: "workspace:create",
  input: newWorkspaceInput,
  run: async (ctx, input) => {
    const { actor } = ctx;
    if (actor.kind !== "user" && actor.kind !== "machine")
      throw new Refusal("forbidden", "A workspace is opened by a person.");
    const workspaceId = uuidv7(ctx.now.getTime());
    const there = { workspaceId, roles: ["admin"] as const };
    const admin: Actor =
      actor.kind === "user" ? { ...actor, ...there } : { ...actor, ...there, scopes };
    const workspace = await furnish({ ...ctx, actor: admin, workspaceId }, actor.id, input);
    return {
      result: workspace,
      audit: {
        action: "workspace.open",
        subject: `workspace:${workspace.id}`,
        name: workspace.name,
        after: { slug: workspace.slug, name: workspace.name },
      },
    };
  },
});
