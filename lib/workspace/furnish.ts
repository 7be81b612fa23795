import "server-only";
import { createWorkspace } from "@/lib/auth/create-workspace";
import type { WriteCtx } from "@/lib/command";
import { createDefaultExperiment } from "@/lib/experiments/create-default-experiment";
import { seedPolicies } from "@/lib/gates/policies/seed-policies";

/** Step: every workspace starts with the same furniture: its first admin, MLflow's default experiment, the policies. */
export async function furnish(
  ctx: WriteCtx,
  adminId: string,
  named: { workspaceName: string; workspaceSlug?: string | undefined },
) {
  const workspace = await createWorkspace(ctx, { ...named, adminId });
  await createDefaultExperiment(ctx, {});
  await seedPolicies(ctx, {});
  return workspace;
}
