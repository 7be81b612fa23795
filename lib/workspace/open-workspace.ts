import "server-only";
import { createFirstUser } from "@/lib/auth/create-first-user";
import { createWorkspace } from "@/lib/auth/create-workspace";
import { newWorkspaceInput, setUpInput } from "@/lib/auth/inputs";
import { scopes, type Actor } from "@/lib/auth/rules";
import { command, type WriteCtx } from "@/lib/command";
import { uuidv7 } from "@/lib/db/ids";
import { Refusal } from "@/lib/errors";
import { createDefaultExperiment } from "@/lib/experiments/create-default-experiment";
import { seedPolicies } from "@/lib/gates/policies/seed-policies";

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

/** Every workspace starts with the same furniture: its first admin, MLflow's default experiment, the policies. */
async function furnish(
  ctx: WriteCtx,
  adminId: string,
  named: { workspaceName: string; workspaceSlug?: string | undefined },
) {
  const workspace = await createWorkspace(ctx, { ...named, adminId });
  await createDefaultExperiment(ctx, {});
  await seedPolicies(ctx, {});
  return workspace;
}
