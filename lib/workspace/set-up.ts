import "server-only";
import { createFirstUser } from "@/lib/auth/create-first-user";
import { setUpInput } from "@/lib/auth/inputs";
import type { Actor } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { furnish } from "@/lib/workspace/furnish";

/** The first admin and the first workspace, in one transaction; only while nobody has an account. */
export const setUp = command({
  permission: "guest:join",
  input: setUpInput,
  run: async (ctx, input) => {
    const { name, email, workspaceName, workspaceSlug } = input;
    const id = await createFirstUser(ctx, input);
    const admin: Actor = {
      kind: "user",
      workspaceId: ctx.workspaceId,
      id,
      name,
      email,
      roles: ["admin"],
    };
    const workspace = await furnish({ ...ctx, actor: admin }, id, { workspaceName, workspaceSlug });
    return {
      result: { workspace, user: { id, name, email } },
      audit: {
        action: "workspace.set_up",
        subject: `workspace:${workspace.id}`,
        name: workspace.name,
        after: { admin: email },
      },
    };
  },
});
