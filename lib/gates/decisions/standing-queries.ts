import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";

import { auditEntries } from "@/drizzle/schema/audit";
import { memberships } from "@/drizzle/schema/auth";
import type { gateVotes } from "@/drizzle/schema/gates";
import type { Role } from "@/lib/auth/rules";
import type { Contributor } from "@/lib/evidence/queries";
import { owedBy, seat, type Quorum } from "@/lib/gates/decisions/decision";
import { query, type QueryCtx } from "@/lib/query";

type Vote = Pick<typeof gateVotes.$inferSelect, "voterId" | "role" | "choice" | "castAt">;

/** Why a go no longer counts, and since when where that is on record. */
export type Lapse = { because: string; at: Date | null };

export type Standing = {
  voterId: string;
  /** The roles of the quorum they hold now; the one they were counted in first. */
  roles: Role[];
  lapse: Lapse | null;
};

/** Whether each go of a round still counts: a right is asked when it takes effect, not when it was used. */
export const standingVotes = query({
  permission: "gate:read",
  run: async (
    ctx,
    given: { votes: readonly Vote[]; quorum: Quorum; contributors: readonly Contributor[] },
  ): Promise<Standing[]> => {
    const goes = given.votes.filter(({ choice }) => choice === "go");
    if (goes.length === 0) return [];
    const ids = goes.map(({ voterId }) => voterId);
    const members = await ctx.read
      .select({ id: memberships.userId, roles: memberships.roles, active: memberships.active })
      .from(memberships)
      .where(and(ctx.here(memberships), inArray(memberships.userId, ids)));
    return Promise.all(
      goes.map(async ({ voterId, role, castAt }) => {
        const member = members.find(({ id }) => id === voterId);
        const held = (member?.roles ?? []).filter((one) => (given.quorum[one] ?? 0) > 0);
        const roles = held.toSorted((a, b) => Number(b === role) - Number(a === role));
        const hand = given.contributors.find(({ id }) => id === voterId);
        if (!member?.active)
          return lapsed(
            voterId,
            "is no longer an active member",
            await changedAt(ctx, voterId, castAt),
          );
        if (roles.length === 0)
          return lapsed(
            voterId,
            "no longer holds a role that this gate asks for",
            await changedAt(ctx, voterId, castAt),
          );
        if (hand) return lapsed(voterId, "had a hand in what is judged here", hand.lastAt);
        return { voterId, roles, lapse: null };
      }),
    );
  },
});

function lapsed(voterId: string, because: string, at: Date | null): Standing {
  return { voterId, roles: [], lapse: { because, at } };
}

/** When the member was last changed after that moment. */
async function changedAt({ read, here }: QueryCtx, id: string, since: Date): Promise<Date | null> {
  const [entry] = await read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(
      and(
        here(auditEntries),
        eq(auditEntries.subject, `member:${id}`),
        inArray(auditEntries.action, ["member.deactivate", "member.change_roles"]),
      ),
    )
    .orderBy(desc(auditEntries.at))
    .limit(1);
  return entry && entry.at > since ? entry.at : null;
}

const activeMembers = query({
  permission: "gate:read",
  run: ({ read, here }) =>
    read
      .select({ id: memberships.userId, roles: memberships.roles })
      .from(memberships)
      .where(and(here(memberships), eq(memberships.active, true))),
});

/** The seats of a quorum that no active member could take but those who may not decide. */
export const vacantSeats = query({
  permission: "gate:read",
  run: async (
    ctx,
    { quorum, barred }: { quorum: Quorum; barred: readonly (string | null)[] },
  ): Promise<Quorum> => {
    const members = await activeMembers(ctx);
    const free = members.filter(({ id }) => !barred.includes(id));
    return owedBy(quorum, seat(quorum, free));
  },
});
