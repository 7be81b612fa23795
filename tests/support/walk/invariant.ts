import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { and, eq, gte, isNull, lt, sql } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { memberships } from "@/drizzle/schema/auth";
import { gateRounds, gates, gateVotes } from "@/drizzle/schema/gates";
import { aliases, models, versions } from "@/drizzle/schema/registry";
import type { Role } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import type { Quorum } from "@/lib/gates/decisions/decision";
import { settings } from "@/lib/settings";
import type { World } from "@/tests/support/walk/world";

export type Standing = Map<string, readonly Role[]>;

/** What each active member may be. */
export async function standingOf({ ws }: World): Promise<Standing> {
  const rows = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.workspaceId, ws.workspaceId), eq(memberships.active, true)));
  return new Map(rows.map(({ userId, roles }) => [userId, roles]));
}

/** What a gate let in, and the digest of the files that were judged. */
export type Decided = { versionKey: string; stage: string; digest: string };

/** The bytes under a folder, from the rows of the database and read again from the disk. */
export async function digestOnDisk(workspaceId: string, folder: string): Promise<string> {
  const rows = await db
    .select()
    .from(artifacts)
    .where(
      and(
        eq(artifacts.workspaceId, workspaceId),
        gte(artifacts.path, `${folder}/`),
        lt(artifacts.path, `${folder}0`),
      ),
    )
    .orderBy(artifacts.path);
  const lines: string[] = [];
  for (const { path, sha256 } of rows) {
    const bytes = await readFile(join(settings().artifactDir, sha256.slice(0, 2), sha256));
    const found = createHash("sha256").update(bytes).digest("hex");
    lines.push(`${found}  ${path.slice(folder.length + 1)}\n`);
  }
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** Gates decided go since the last look, with what they let in; throws where the people had no right to. */
export async function newDecisions(
  world: World,
  known: Map<string, Decided>,
  sides: readonly Standing[],
  handsBefore: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const { workspaceId } = world.ws;
  const gone = await db
    .select()
    .from(gates)
    .where(and(eq(gates.workspaceId, workspaceId), eq(gates.status, "go")));
  for (const gate of gone) {
    if (known.has(gate.id)) continue;
    const key = `${gate.modelId}/${gate.version}`;
    const votes = await db
      .select()
      .from(gateVotes)
      .where(
        and(
          eq(gateVotes.workspaceId, workspaceId),
          eq(gateVotes.gateId, gate.id),
          eq(gateVotes.round, gate.round),
          eq(gateVotes.choice, "go"),
          isNull(gateVotes.lapse),
        ),
      );
    const hands = handsBefore.get(key) ?? new Set();
    for (const { voterId, voterName, role } of votes) {
      const had = sides.some((standing) => standing.get(voterId)?.includes(role));
      if (!had) throw new Error(`${voterName} decided as ${role} without being one`);
      if (hands.has(voterId)) throw new Error(`${voterName} decided on their own work`);
      if (voterId === gate.requestedById) throw new Error(`${voterName} decided on their request`);
    }
    requireQuorum(gate.policy.quorum, votes);
    const [round] = await db
      .select({ digest: sql<string>`${gateRounds.evidence} -> 'artifact' ->> 'digest'` })
      .from(gateRounds)
      .where(and(eq(gateRounds.gateId, gate.id), eq(gateRounds.round, gate.round)));
    known.set(gate.id, { versionKey: key, stage: gate.stage, digest: round?.digest ?? "" });
  }
}

function requireQuorum(quorum: Quorum, votes: readonly { voterId: string; role: Role }[]): void {
  if (new Set(votes.map(({ voterId }) => voterId)).size !== votes.length)
    throw new Error("one person was counted twice");
  for (const [role, count] of Object.entries(quorum))
    if (votes.filter((vote) => vote.role === role).length < count)
      throw new Error(`a gate went without its ${role}`);
}

/**
 * What production serves of a governed model, by name, alias and stage, are bytes with a valid decision of eligible
 * people on that digest.
 */
export async function requireServed(world: World, known: Map<string, Decided>): Promise<void> {
  const { workspaceId } = world.ws;
  const governed = new Set(world.bound.values());
  const live = await db
    .select({ version: versions, name: models.name })
    .from(versions)
    .innerJoin(models, and(eq(models.workspaceId, workspaceId), eq(models.id, versions.modelId)))
    .where(and(eq(versions.workspaceId, workspaceId), isNull(versions.deletedAt)));
  const champions = await db
    .select()
    .from(aliases)
    .where(and(eq(aliases.workspaceId, workspaceId)));
  for (const modelId of governed) {
    const byStage = live.filter(
      ({ version }) => version.modelId === modelId && version.stage === "production",
    );
    if (byStage.length > 1) throw new Error(`two versions of ${byStage[0]?.name} serve at once`);
    const byAlias = champions.filter(
      (one) => one.modelId === modelId && one.alias.toLowerCase() === "champion",
    );
    const serving = [
      ...byStage.map(({ version }) => version.version),
      ...byAlias.map(({ version }) => version),
    ];
    for (const number of new Set(serving)) await requireDecided(world, known, { modelId, number });
  }
}

async function requireDecided(
  world: World,
  known: Map<string, Decided>,
  { modelId, number }: { modelId: string; number: number },
): Promise<void> {
  const key = `${modelId}/${number}`;
  const decisions = [...known.values()].filter(
    ({ versionKey, stage }) => versionKey === key && stage === "production",
  );
  if (decisions.length === 0) throw new Error(`version ${number} serves without a decision`);
  const [version] = await db
    .select()
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, world.ws.workspaceId),
        eq(versions.modelId, modelId),
        eq(versions.version, number),
      ),
    );
  if (!version?.artifactPath) throw new Error(`version ${number} serves no files`);
  const digest = await digestOnDisk(world.ws.workspaceId, version.artifactPath);
  if (!decisions.some((decided) => decided.digest === digest))
    throw new Error(`version ${number} serves bytes that nobody judged`);
}
