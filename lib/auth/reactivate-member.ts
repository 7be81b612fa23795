import "server-only";
import { and, eq } from "drizzle-orm";

import { memberships } from "@/drizzle/schema/auth";
import { memberInput } from "@/lib/auth/inputs";
import { nameOfMember } from "@/lib/auth/name-of";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

export const reactivateMember = command({
  permission: "member:write",
  input: memberInput,
  run: async (ctx, { userId }) => {
    const [member] = await ctx.tx
      .update(memberships)
      .set({ active: true })
      .where(
        and(
          eq(memberships.workspaceId, ctx.workspaceId),
          eq(memberships.userId, userId),
          eq(memberships.active, false),
        ),
      )
      .returning({ roles: memberships.roles });
    if (!member) throw new Refusal("missing", "There is no such deactivated member.");
    return {
      result: { userId },
      audit: {
        action: "member.reactivate",
        subject: `member:${userId}`,
        name: await nameOfMember(ctx, userId),
        before: { active: false },
        after: { active: true, roles: member.roles },
      },
    };
  },
});
