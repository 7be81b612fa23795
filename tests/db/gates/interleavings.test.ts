import { and, eq, gt } from "drizzle-orm";
import { expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { stageChanges } from "@/drizzle/schema/registry";
import { verifyChain } from "@/lib/audit/chain-queries";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import { findModel } from "@/lib/registry/queries";
import { random } from "@/tests/support/random";
import { furtherVersion, someDeed } from "@/tests/support/walk/deeds";
import {
  newDecisions,
  requireServed,
  standingOf,
  type Decided,
} from "@/tests/support/walk/invariant";
import { makeWorld, type World } from "@/tests/support/walk/world";

/** `WALK_SEED` repeats a walk, `WALK_STEPS` makes it longer. */
const seed = Number(process.env["WALK_SEED"] ?? Date.now() % 1_000_000_007);
const steps = Number(process.env["WALK_STEPS"] ?? 1000);
const perWorld = 100;

/** A name that a governed model has or had finds that model or none. */
async function requireNames(world: World): Promise<void> {
  const ctx = { actor: world.ws.admin, now: new Date() };
  for (const name of world.names) {
    const model = await findModel(ctx, name);
    if (!model) continue;
    const owner = world.bound.get(name);
    if (owner !== undefined && owner !== model.id)
      throw new Error(`${name} is another model's by now`);
    if (model.tier !== null || model.servedAt !== null) world.bound.set(name, model.id);
  }
}

/** Two or three deeds at once, then one look at the database and the disk. */
async function step(world: World, known: Map<string, Decided>): Promise<string[]> {
  if (world.random.chance(0.05)) await furtherVersion(world);
  const count = 1 + world.random.below(3);
  const deeds = [];
  for (let i = 0; i < count; i++) deeds.push(await someDeed(world));
  const before = await standingOf(world);
  const hands = new Map(
    world.made.map((one) => [`${one.modelId}/${one.version}`, new Set(one.hands)]),
  );
  const outcomes = await Promise.allSettled(deeds.map(({ run }) => run()));
  for (const [at, outcome] of outcomes.entries())
    if (outcome.status === "rejected" && !(outcome.reason instanceof Refusal))
      throw new Error(`${deeds[at]?.says}: ${String(outcome.reason)}`);
  await newDecisions(world, known, [before, await standingOf(world)], hands);
  await requireServed(world, known);
  await requireNames(world);
  return deeds.map(({ says }, at) => `${outcomes[at]?.status === "fulfilled" ? "+" : "-"} ${says}`);
}

test(
  `${steps} random interleavings: what production serves are bytes with a valid decision of eligible people (WALK_SEED=${seed})`,
  { timeout: 40 * 60_000 },
  async () => {
    const chance = random(seed);
    const causes = new Map<string, number>();
    for (let done = 0; done < steps; done += perWorld) {
      const world = await makeWorld(chance);
      const known = new Map<string, Decided>();
      const began = new Date();
      const start = await standingOf(world);
      await newDecisions(world, known, [start], new Map());
      const story: string[] = [];
      for (let at = 0; at < Math.min(perWorld, steps - done); at++) {
        try {
          story.push(...(await step(world, known)));
        } catch (error) {
          const tail = story.slice(-25).join("\n");
          throw new Error(`WALK_SEED=${seed}, after\n${tail}\n${String(error)}`, { cause: error });
        }
      }
      const { workspaceId, admin } = world.ws;
      const changes = await db
        .select({ cause: stageChanges.cause, at: stageChanges.at })
        .from(stageChanges)
        .where(and(eq(stageChanges.workspaceId, workspaceId), gt(stageChanges.at, began)));
      for (const { cause } of changes) causes.set(cause, (causes.get(cause) ?? 0) + 1);
      expect((await verifyChain({ actor: admin })).fault).toBeNull();
      const votes = and(
        eq(auditEntries.workspaceId, workspaceId),
        eq(auditEntries.action, "gate.vote"),
      );
      expect(await db.$count(auditEntries, votes)).toBeGreaterThan(0);
    }
    console.log(`WALK_SEED=${seed}:`, Object.fromEntries(causes));
    // a walk on which nothing was ever promoted would prove nothing
    if (steps >= 500)
      for (const cause of ["gate", "superseded", "rollback"])
        expect(causes.get(cause) ?? 0, cause).toBeGreaterThan(0);
  },
);
