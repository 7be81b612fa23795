import "server-only";
import { and, eq, ne, or, sql, type SQL } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { nextStages, type Quorum } from "@/lib/gates/decisions/decision";
import { readGateRows, waitingFor } from "@/lib/gates/gate-row-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import type { GateFilter } from "@/lib/gates/inputs";
import { judge } from "@/lib/gates/policies/judge";
import { getPolicy } from "@/lib/gates/policies/queries";
import { gatherEvidence } from "@/lib/gates/rounds/evidence";
import type { PolicyTier, CheckResult, PolicyCheck } from "@/lib/gates/rules";
import { decodeCursor, encodeCursor } from "@/lib/paging";
import { query } from "@/lib/query";
import { getVersion } from "@/lib/registry/queries";
import type { Stage } from "@/lib/registry/rules";

/** Newest first, by keyset. */
export async function listGates(
  ctx: ReadCtx,
  filter: GateFilter,
): Promise<{ rows: GateRow[]; next: string | null }> {
  const rows = await readGateRows(ctx, [...conditionsOf(ctx, filter)], filter.limit + 1);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const next =
    rows.length > filter.limit && last
      ? encodeCursor([last.openedAt.toISOString(), last.id])
      : null;
  return { rows: page, next };
}

/** Every gate a version ever asked for, newest first. */
export async function gatesOfVersion(
  ctx: ReadCtx,
  modelId: string,
  version: number,
): Promise<GateRow[]> {
  return readGateRows(ctx, [eq(gates.modelId, modelId), eq(gates.version, version)], 50);
}

/** How many gates of the workspace are open. */
export async function openGateCount(ctx: ReadCtx): Promise<number> {
  requirePermission(ctx.actor, "gate:read");
  return (ctx.tx ?? db).$count(
    gates,
    and(eq(gates.workspaceId, ctx.actor.workspaceId), eq(gates.status, "open")),
  );
}

export type GatePreview = {
  stage: Stage;
  tier: PolicyTier;
  /** Whether the version may ask for this stage from where it is. */
  reachable: boolean;
  openGateId: string | null;
  quorum: Quorum;
  /** The checks as the policy has them, with what to do when one does not pass. */
  policy: PolicyCheck[];
  checks: CheckResult[];
};

/** What a gate would say of a version if it were asked for now, for each of these stages, on one look at the evidence. */
export const previewGates = query({
  permission: "gate:read",
  run: async (
    ctx,
    name: string,
    number: number,
    stages: readonly Stage[],
  ): Promise<GatePreview[]> => {
    const version = await getVersion(ctx, name, number);
    const tier = version.model.tier ?? "unclassified";
    const gathered = await gatherEvidence(ctx, version);
    const open = await readGateRows(
      ctx,
      [eq(gates.modelId, version.modelId), eq(gates.version, number), eq(gates.status, "open")],
      stages.length,
    );
    return Promise.all(
      stages.map(async (stage) => {
        const { content } = await getPolicy(ctx, tier, stage);
        return {
          stage,
          tier,
          reachable: nextStages(version.stage).includes(stage),
          openGateId: open.find((gate) => gate.stage === stage)?.id ?? null,
          quorum: content.quorum,
          policy: content.checks,
          checks: judge(content, gathered),
        };
      }),
    );
  },
});

function* conditionsOf(ctx: ReadCtx, filter: GateFilter): Generator<SQL | undefined> {
  if (filter.status === "decided") yield ne(gates.status, "open");
  else if (filter.status !== "all") yield eq(gates.status, filter.status);
  if (filter.model) yield eq(models.name, filter.model);
  if (filter.version) yield eq(gates.version, filter.version);
  if (filter.stage) yield eq(gates.stage, filter.stage);
  if (filter.show === "mine") yield ofMine(ctx);
  if (filter.show === "waiting") yield waitingFor(ctx);
  if (filter.cursor) yield after(filter.cursor);
}

function after(cursor: string): SQL {
  const [at, id] = decodeCursor(cursor, 2);
  return sql`(${gates.openedAt}, ${gates.id}) < (${String(at)}::timestamptz, ${String(id)}::uuid)`;
}

function ofMine({ actor }: ReadCtx): SQL | undefined {
  return actor.id === null
    ? sql`false`
    : or(eq(gates.requestedById, actor.id), eq(gates.authorId, actor.id));
}
