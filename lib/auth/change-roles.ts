import "server-only";
import { and, eq } from "drizzle-orm";

import { memberships } from "@/drizzle/schema/auth";
import { changeRolesInput } from "@/lib/auth/inputs";
import { lockMembers, refuseLastAdmin } from "@/lib/auth/keep-admin";
import { nameOfMember } from "@/lib/auth/name-of";
import { byWhom } from "@/lib/auth/rules";
import { command } from "@/lib/command";
import { Refusal } from "@/lib/errors";

export const changeRoles = command({
  permission: "member:write",
  input: changeRolesInput,
  run: async (ctx, { userId, roles }) => {
    await lockMembers(ctx);
    const here = and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId));
    const [member] = await ctx.tx.select().from(memberships).where(here);
    if (!member) throw new Refusal("missing", "There is no such member.");
    if (member.active && member.roles.includes("admin") && !roles.includes("admin"))
      await refuseLastAdmin(ctx, userId);
    const added = roles.filter((role) => !member.roles.includes(role));
    const own =
      byWhom(ctx.actor).id === userId ? [...member.ownGrants, ...added] : member.ownGrants;
    const ownGrants = [...new Set(own)].filter((role) => roles.includes(role));
    await ctx.tx.update(memberships).set({ roles, ownGrants }).where(here);
    return {
      result: { userId, roles },
      audit: {
        action: "member.change_roles",
        subject: `member:${userId}`,
        name: await nameOfMember(ctx, userId),
        before: { roles: member.roles },
        after: { roles },
      },
    };
  },
});
