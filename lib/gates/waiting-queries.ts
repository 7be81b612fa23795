import "server-only";
import { eq, ne } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { reviewerRolesOf } from "@/lib/auth/rules";
import { ofMine, readGateRows, waitingFor } from "@/lib/gates/gate-row-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { query } from "@/lib/query";

export type Waiting = {
  /** Gates that still owe a vote in one of this person's roles. */
  waiting: GateRow[];
  /** Gates on which this person may vote too, though others of the same role have. */
  open: GateRow[];
  /** This person's own open gates that a must check blocks. */
  toFix: GateRow[];
};

/** What waits for the one who asks. */
export const waitingGates = query({
  permission: "gate:read",
  run: async (ctx): Promise<Waiting> => {
    const own = await readGateRows(ctx, [eq(gates.status, "open"), ofMine(ctx)], 50);
    const mayVote = await readGateRows(ctx, [waitingFor(ctx)], 50);
    const roles = reviewerRolesOf(ctx.actor);
    const isOwed = ({ owed }: GateRow) => roles.some((role) => (owed[role] ?? 0) > 0);
    return {
      waiting: mayVote.filter(isOwed),
      open: mayVote.filter((gate) => !isOwed(gate)),
      toFix: own.filter(({ checks }) => checks.blocking > 0),
    };
  },
});

/** The gates decided last, newest first. */
export const recentlyDecided = query({
  permission: "gate:read",
  run: (ctx, limit: number): Promise<GateRow[]> =>
    readGateRows(ctx, [ne(gates.status, "open")], limit, "decided"),
});
