import "server-only";
import { and, desc, eq, gte, ilike, lt, or } from "drizzle-orm";

import { experiments, runs } from "@/drizzle/schema/experiments";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { containing } from "@/lib/db/like";

const shown = 5;
const idStart = /^[0-9a-f]{4,32}$/u;

/** Experiments whose name contains the text. */
export async function findExperimentsNamed(ctx: ReadCtx, text: string) {
  requirePermission(ctx.actor, "tracking:read");
  return (ctx.tx ?? db)
    .select({ id: experiments.id, name: experiments.name })
    .from(experiments)
    .where(
      and(
        eq(experiments.workspaceId, ctx.actor.workspaceId),
        eq(experiments.lifecycle, "active"),
        ilike(experiments.name, containing(text)),
      ),
    )
    .orderBy(desc(experiments.updatedAt))
    .limit(shown);
}

/** Runs whose name contains the text or whose id begins with it, the newest first. */
export async function findRunsNamed(ctx: ReadCtx, text: string) {
  requirePermission(ctx.actor, "tracking:read");
  const start = text.toLowerCase();
  return (ctx.tx ?? db)
    .select({ id: runs.id, name: runs.name, experiment: experiments.name })
    .from(runs)
    .innerJoin(
      experiments,
      and(eq(experiments.workspaceId, runs.workspaceId), eq(experiments.id, runs.experimentId)),
    )
    .where(
      and(
        eq(runs.workspaceId, ctx.actor.workspaceId),
        eq(runs.lifecycle, "active"),
        or(
          ilike(runs.name, containing(text)),
          idStart.test(start) ? and(gte(runs.id, start), lt(runs.id, `${start}g`)) : undefined,
        ),
      ),
    )
    .orderBy(desc(runs.startTime))
    .limit(shown);
}
