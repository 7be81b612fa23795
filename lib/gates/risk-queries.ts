import "server-only";
import { and, asc, eq, lt, sql } from "drizzle-orm";

import { gates } from "@/drizzle/schema/gates";
import { models, versions } from "@/drizzle/schema/registry";
import { pages, type Within } from "@/lib/paths";
import { query, type QueryCtx } from "@/lib/query";
import { modelOfVersion } from "@/lib/registry/queries";
import { isInUse } from "@/lib/registry/risk-queries";

/** An open gate older than this waits for somebody who may not know. */
const staleDays = 7;

export type GateRisk = {
  id: string;
  kind: "unapproved" | "stale gate";
  title: string;
  page: Within;
  since: Date;
};

/** Versions in use that no gate let into production, and gates nobody decides. */
export const risksOf = query({
  permission: "gate:read",
  run: async (ctx): Promise<GateRisk[]> => [
    ...(await unapprovedVersions(ctx)),
    ...(await staleGates(ctx)),
  ],
});

const isApproved = sql`exists (select from ${gates}
  where ${gates.workspaceId} = ${versions.workspaceId} and ${gates.modelId} = ${versions.modelId}
    and ${gates.version} = ${versions.version} and ${gates.stage} = 'production'
    and ${gates.status} = 'go')`;

async function unapprovedVersions({ read, here }: QueryCtx): Promise<GateRisk[]> {
  const rows = await read
    .select({
      modelId: models.id,
      model: models.name,
      version: versions.version,
      since: versions.stageSince,
    })
    .from(versions)
    .innerJoin(models, modelOfVersion)
    .where(and(here(versions), isInUse, sql`not ${isApproved}`))
    .orderBy(asc(versions.stageSince))
    .limit(20);
  return rows.map(({ modelId, model, version, since }) => ({
    id: `version:${modelId}/${version}`,
    kind: "unapproved",
    title: `${model} version ${version}`,
    page: pages.version(model, version),
    since,
  }));
}

async function staleGates({ read, here, now }: QueryCtx): Promise<GateRisk[]> {
  const before = new Date(now.getTime() - staleDays * 86_400_000);
  const rows = await read
    .select({
      id: gates.id,
      model: models.name,
      version: gates.version,
      since: gates.openedAt,
    })
    .from(gates)
    .innerJoin(models, and(eq(models.workspaceId, gates.workspaceId), eq(models.id, gates.modelId)))
    .where(and(here(gates), eq(gates.status, "open"), lt(gates.openedAt, before)))
    .orderBy(asc(gates.openedAt))
    .limit(10);
  return rows.map(({ id, model, version, since }) => ({
    id: `gate:${id}`,
    kind: "stale gate",
    title: `${model} version ${version}`,
    page: pages.gate(id),
    since,
  }));
}
