import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";

import { memberships, workspaces } from "@/drizzle/schema/auth";
import { newWorkspaceInput } from "@/lib/auth/inputs";
import { slugOf } from "@/lib/auth/slug";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/**
 * Writes a workspace and its first admin. The actor already stands in the new workspace, as whom its chain begins.
 * `lib/workspace/open-workspace.ts` furnishes it.
 */
export const createWorkspace = command({
  permission: "workspace:create",
  input: newWorkspaceInput.extend({ adminId: z.uuid() }),
  run: async ({ tx, workspaceId, now }, { workspaceName, workspaceSlug, adminId }) => {
    const slug = workspaceSlug ?? slugOf(workspaceName);
    const [there] = await tx
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(eq(workspaces.slug, slug));
    if (there) throw slugTaken(slug);
    const inserted = await tx
      .insert(workspaces)
      .values({ id: workspaceId, slug, name: workspaceName, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: workspaces.id });
    if (inserted.length === 0) throw slugTaken(slug);
    await tx
      .insert(memberships)
      .values({ workspaceId, userId: adminId, roles: ["admin"], createdAt: now });
    return {
      result: { id: workspaceId, slug, name: workspaceName },
      audit: {
        action: "workspace.create",
        subject: `workspace:${workspaceId}`,
        name: workspaceName,
        after: { slug, name: workspaceName, admin: adminId },
      },
    };
  },
});

function slugTaken(slug: string): Refusal {
  const message = `The address "${slug}" is taken. Choose another.`;
  return new Refusal("taken", message, { workspaceSlug: [message] });
}
