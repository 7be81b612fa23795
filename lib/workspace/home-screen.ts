import "server-only";
import { and, asc, desc, eq, exists, isNull, lt, ne, or, sql } from "drizzle-orm";

import { runs } from "@/drizzle/schema/experiments";
import { gates } from "@/drizzle/schema/gates";
import { aliases, models, stageChanges, versions } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import { reviewerRolesOf } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { readGateRows, waitingFor } from "@/lib/gates/gate-row-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { championAlias } from "@/lib/registry/rules";

const shown = 8;
/** An open gate older than this waits for somebody who may not know. */
const staleDays = 7;

export type Risk = {
  id: string;
  kind: "unapproved" | "unclassified" | "unowned" | "stale gate";
  modelName: string;
  version: number | null;
  gateId: string | null;
  since: Date;
};

export type Rollback = {
  id: string;
  modelName: string;
  version: number;
  at: Date;
  byName: string;
  reason: string;
};

export type Home = {
  /** Gates that still owe a vote in one of this person's roles. */
  waiting: GateRow[];
  /** Gates on which this person may vote too, though others of the same role have. */
  open: GateRow[];
  /** This person's own open gates that a must check blocks. */
  toFix: GateRow[];
  atRisk: Risk[];
  decided: GateRow[];
  rollbacks: Rollback[];
  /** Nothing was ever logged or registered here. */
  fresh: boolean;
};

/** The first screen: what waits for this person, what is at risk, what was decided. */
export async function homeOf(ctx: ReadCtx & { now: Date }): Promise<Home> {
  requirePermission(ctx.actor, "gate:read");
  const { actor } = ctx;
  const own =
    actor.id === null
      ? []
      : await readGateRows(
          ctx,
          [
            eq(gates.status, "open"),
            or(eq(gates.requestedById, actor.id), eq(gates.authorId, actor.id)),
          ],
          50,
        );
  const mayVote = await readGateRows(ctx, [waitingFor(ctx)], 50);
  const roles = reviewerRolesOf(actor);
  const isOwed = ({ owed }: GateRow) => roles.some((role) => (owed[role] ?? 0) > 0);
  return {
    waiting: mayVote.filter(isOwed),
    open: mayVote.filter((gate) => !isOwed(gate)),
    toFix: own.filter(({ checks }) => checks.blocking > 0),
    atRisk: [...(await servingAtRisk(ctx)), ...(await staleGates(ctx))],
    decided: await readGateRows(ctx, [ne(gates.status, "open")], shown, "decided"),
    rollbacks: await recentRollbacks(ctx),
    fresh: await isFresh(ctx),
  };
}

/** Versions that serve and that no gate let in, whose model has no tier, or that nobody owns: one row each, worst first. */
async function servingAtRisk(ctx: ReadCtx): Promise<Risk[]> {
  const { workspaceId } = ctx.actor;
  const approved = exists(
    db
      .select({ one: sql`1` })
      .from(gates)
      .where(
        and(
          eq(gates.workspaceId, versions.workspaceId),
          eq(gates.modelId, versions.modelId),
          eq(gates.version, versions.version),
          eq(gates.stage, "production"),
          eq(gates.status, "go"),
        ),
      ),
  );
  const rows = await (ctx.tx ?? db)
    .select({
      modelName: models.name,
      tier: models.tier,
      ownerName: models.ownerName,
      version: versions.version,
      since: versions.stageSince,
      approved: sql<boolean>`${approved}`,
    })
    .from(versions)
    .innerJoin(
      models,
      and(eq(models.workspaceId, versions.workspaceId), eq(models.id, versions.modelId)),
    )
    .where(
      and(
        eq(versions.workspaceId, workspaceId),
        or(eq(versions.stage, "production"), isChampion()),
        isNull(versions.deletedAt),
        isNull(models.deletedAt),
        or(isNull(models.tier), eq(models.ownerName, ""), sql`not ${approved}`),
      ),
    )
    .orderBy(asc(versions.stageSince))
    .limit(20);
  return rows.map((row) => ({
    id: `${row.modelName}/${row.version}`,
    kind: row.tier === null ? "unclassified" : row.approved ? "unowned" : "unapproved",
    modelName: row.modelName,
    version: row.version,
    gateId: null,
    since: row.since,
  }));
}

/** Serving code loads the champion alias, whatever the stage says. */
function isChampion() {
  return exists(
    db
      .select({ one: sql`1` })
      .from(aliases)
      .where(
        and(
          eq(aliases.workspaceId, versions.workspaceId),
          eq(aliases.modelId, versions.modelId),
          eq(aliases.version, versions.version),
          eq(aliases.alias, championAlias),
        ),
      ),
  );
}

async function staleGates(ctx: ReadCtx & { now: Date }): Promise<Risk[]> {
  const before = new Date(ctx.now.getTime() - staleDays * 86_400_000);
  const rows = await readGateRows(ctx, [eq(gates.status, "open"), lt(gates.openedAt, before)], 10);
  return rows.map((gate) => ({
    id: gate.id,
    kind: "stale gate",
    modelName: gate.modelName,
    version: gate.version,
    gateId: gate.id,
    since: gate.openedAt,
  }));
}

async function recentRollbacks(ctx: ReadCtx): Promise<Rollback[]> {
  return (ctx.tx ?? db)
    .select({
      id: stageChanges.id,
      modelName: models.name,
      version: stageChanges.version,
      at: stageChanges.at,
      byName: stageChanges.byName,
      reason: stageChanges.reason,
    })
    .from(stageChanges)
    .innerJoin(
      models,
      and(eq(models.workspaceId, stageChanges.workspaceId), eq(models.id, stageChanges.modelId)),
    )
    .where(
      and(
        eq(stageChanges.workspaceId, ctx.actor.workspaceId),
        eq(stageChanges.cause, "rollback"),
        eq(stageChanges.toStage, "production"),
        isNull(models.deletedAt),
      ),
    )
    .orderBy(desc(stageChanges.at))
    .limit(shown);
}

async function isFresh(ctx: ReadCtx): Promise<boolean> {
  const { workspaceId } = ctx.actor;
  const reader = ctx.tx ?? db;
  const [run] = await reader
    .select({ one: sql`1` })
    .from(runs)
    .where(eq(runs.workspaceId, workspaceId))
    .limit(1);
  const [model] = await reader
    .select({ one: sql`1` })
    .from(models)
    .where(eq(models.workspaceId, workspaceId))
    .limit(1);
  return !run && !model;
}
