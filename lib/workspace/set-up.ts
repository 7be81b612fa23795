import "server-only";
import { createFirstUser, setUpAlready } from "@/lib/auth/create-first-user";
import { hasUsers } from "@/lib/auth/identity/identity-queries";
import { hashPassword } from "@/lib/auth/identity/passwords";
import { setUpInput } from "@/lib/auth/inputs";
import type { Actor } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { furnish } from "@/lib/workspace/furnish";

/** The first admin and the first workspace, in one transaction; only while nobody has an account. */
export const setUp = command({
  permission: "guest:join",
  input: setUpInput,
  before: async (_asked, { password }) => {
    if (await hasUsers()) throw setUpAlready();
    return hashPassword(password);
  },
  run: async (ctx, input, passwordHash) => {
    const { name, email, workspaceName, workspaceSlug } = input;
    const id = await createFirstUser(ctx, { name, email, passwordHash });
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
