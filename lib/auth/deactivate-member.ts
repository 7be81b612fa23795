import "server-only";
import { and, eq } from "drizzle-orm";

import { memberships } from "@/drizzle/schema/auth";
import { memberInput } from "@/lib/auth/inputs";
import { lockMembers, refuseLastAdmin } from "@/lib/auth/keep-admin";
import { nameOfMember } from "@/lib/auth/name-of";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

/** Ends a person's access to this workspace, sessions and keys alike, with their next request. */
export const deactivateMember = command({
  permission: "member:write",
  input: memberInput,
  run: async (ctx, { userId }) => {
    await lockMembers(ctx);
    const here = and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId));
    const [member] = await ctx.tx.select().from(memberships).where(here);
    if (!member) throw new Refusal("missing", "There is no such member.");
    if (!member.active) throw new Refusal("outdated", "This person is deactivated already.");
    if (member.roles.includes("admin")) await refuseLastAdmin(ctx, userId);
    await ctx.tx.update(memberships).set({ active: false }).where(here);
    return {
      result: { userId },
      audit: {
        action: "member.deactivate",
        subject: `member:${userId}`,
        name: await nameOfMember(ctx, userId),
        before: { active: true, roles: member.roles },
        after: { active: false },
      },
    };
  },
});
