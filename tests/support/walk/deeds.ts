import { randomBytes } from "node:crypto";

import { and, eq } from "drizzle-orm";

import { gates, gateVotes } from "@/drizzle/schema/gates";
import { models } from "@/drizzle/schema/registry";
import { storeBlob } from "@/lib/artifacts/artifact-store";
import { deleteArtifact } from "@/lib/artifacts/delete-artifact";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { reactivateMember } from "@/lib/auth/reactivate-member";
import { principalOf, type Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { restoreRun } from "@/lib/experiments/runs/restore-run";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { classifyModel } from "@/lib/registry/classify-model";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { deleteModel } from "@/lib/registry/delete-model";
import { deleteVersion } from "@/lib/registry/delete-version";
import { describeModel } from "@/lib/registry/describe-model";
import { renameModel } from "@/lib/registry/names/rename-model";
import { stages } from "@/lib/registry/rules";
import { at } from "@/tests/support/gates";
import { makeVersion, type MadeVersion, type World } from "@/tests/support/walk/world";

export type Deed = { says: string; run: () => Promise<unknown> };
type Maker = (world: World) => Promise<Deed | null>;

const reason = "As the walk has it.";
const memberships = ["validation_reviewer", "risk_reviewer", "business_reviewer"] as const;

async function nameNow(modelId: string): Promise<string | null> {
  const [model] = await db.select().from(models).where(eq(models.id, modelId));
  return model && model.deletedAt === null ? model.name : null;
}

async function someVersion({
  made,
  random,
}: World): Promise<(MadeVersion & { name: string }) | null> {
  const one = random.pick(made);
  const name = await nameNow(one.modelId);
  return name === null ? null : { ...one, name };
}

/** A deed that leaves its doer a hand in the version, once it was taken. */
function withHand(version: MadeVersion, actor: Actor, act: () => Promise<unknown>) {
  return async () => {
    await act();
    const person = principalOf(actor);
    if (person) version.hands.add(person.id);
  };
}

async function openGate({ ws, random }: World) {
  const open = await db
    .select()
    .from(gates)
    .where(and(eq(gates.workspaceId, ws.workspaceId), eq(gates.status, "open")));
  return open.length === 0 ? null : random.pick(open);
}

const vote: Maker = async (world) => {
  const gate = await openGate(world);
  if (!gate) return null;
  const asked = world.people.filter(({ roles }) =>
    roles.some((role) => (gate.policy.quorum[role] ?? 0) > 0),
  );
  const actor = world.random.pick(world.random.chance(0.8) ? asked : world.people);
  const choice = world.random.chance(0.95) ? "go" : world.random.pick(["recycle", "stop"] as const);
  return {
    says: `${actor.name} votes ${choice} on version ${gate.version} to ${gate.stage}`,
    run: () => castVote(at(actor), { gateId: gate.id, round: gate.round, choice, reason }),
  };
};

const ask: Maker = async (world) => {
  const version = await someVersion(world);
  if (!version) return null;
  const actor = world.random.pick(world.builders);
  const stage = world.random.pick(["staging", "production", "production", "retired"] as const);
  return {
    says: `${actor.name} asks for version ${version.version} of ${version.name} to enter ${stage}`,
    run: () => requestGate(at(actor), { model: version.name, version: version.version, stage }),
  };
};

const ofVersion =
  (
    words: string,
    act: (world: World, version: MadeVersion & { name: string }, actor: Actor) => Promise<unknown>,
  ): Maker =>
  async (world) => {
    const version = await someVersion(world);
    if (!version) return null;
    const actor = world.random.pick(world.builders);
    const says = `${actor.name} ${words} version ${version.version} of ${version.name}`;
    return { says, run: () => act(world, version, actor) };
  };

const upload: Maker = async (world) => {
  const version = await someVersion(world);
  if (!version) return null;
  const actor = world.random.pick(world.builders);
  const path = `${version.folder}/${world.random.pick(["model.onnx", "MLmodel", "more"])}`;
  const original = world.made.find((one) => one.runId === version.runId) ?? version;
  return {
    says: `${actor.name} uploads to version ${version.version} of ${version.name}`,
    run: withHand(original, actor, async () => {
      const bytes = new Blob([randomBytes(6).toString("hex")]).stream();
      const blob = await storeBlob(bytes, null, new AbortController().signal);
      await putArtifact(at(actor), { path, ...blob });
    }),
  };
};

const log: Maker = async (world) => {
  const version = await someVersion(world);
  if (!version) return null;
  const actor = world.random.pick(world.builders);
  const value = 0.65 + world.random.next() * 0.34;
  const metrics = [{ key: "auc", value, timestamp: Date.now(), step: world.random.below(9) }];
  const original = world.made.find((one) => one.runId === version.runId) ?? version;
  return {
    says: `${actor.name} logs to the run of version ${version.version} of ${version.name}`,
    run: withHand(original, actor, () => logBatch(at(actor), { runId: version.runId, metrics })),
  };
};

/** Who has more to lose than others by leaving now. */
async function votersOfOpenGates({ ws }: World): Promise<Set<string>> {
  const rows = await db
    .select({ id: gateVotes.voterId })
    .from(gateVotes)
    .innerJoin(gates, and(eq(gates.id, gateVotes.gateId), eq(gates.status, "open")))
    .where(eq(gateVotes.workspaceId, ws.workspaceId));
  return new Set(rows.map(({ id }) => id));
}

const member: Maker = async (world) => {
  const admin = world.random.pick(world.people.filter(({ roles }) => roles.includes("admin")));
  const voters = await votersOfOpenGates(world);
  const others = world.people.filter(({ id }) => id !== admin.id);
  const voted = others.filter(({ id }) => voters.has(id));
  const other = world.random.pick(voted.length > 0 && world.random.chance(0.6) ? voted : others);
  const act = world.random.pick(["deactivate", "reactivate", "reactivate", "roles"] as const);
  return {
    says: `${admin.name}: ${act} ${other.name}`,
    run: () => {
      if (act === "deactivate") return deactivateMember(at(admin), { userId: other.id });
      if (act === "reactivate") return reactivateMember(at(admin), { userId: other.id });
      const roles = world.random.chance(0.7) ? other.roles : [world.random.pick(memberships)];
      return changeRoles(at(admin), { userId: other.id, roles: [...roles] });
    },
  };
};

const ofName =
  (words: string, act: (world: World, name: string, actor: Actor) => Promise<unknown>): Maker =>
  async (world) => {
    const name = world.random.pick(world.names);
    const actor = world.random.pick(world.builders);
    return { says: `${actor.name} ${words} ${name}`, run: () => act(world, name, actor) };
  };

const answers = [
  { reach: "internal", autonomy: "advises", use: "insight", harm: "small" },
  { reach: "broad", autonomy: "automatic", use: "operations", harm: "material" },
  { reach: "broad", autonomy: "automatic", use: "consequential", harm: "severe" },
];

/** Every deed there is, with how often it is tried. */
const makers: [weight: number, make: Maker][] = [
  [50, vote],
  [16, ask],
  [8, upload],
  [5, log],
  [9, member],
  [3, ofName("rolls back", (_, model, actor) => rollBack(at(actor), { model, reason }))],
  [
    4,
    ofName("renames", (world, name, actor) =>
      renameModel(at(actor), { name, newName: world.random.pick(world.names) }),
    ),
  ],
  [3, ofName("makes a model called", (_, name, actor) => createModel(at(actor), { name }))],
  [2, ofName("deletes the model", (_, name, actor) => deleteModel(at(actor), { name }))],
  [
    1,
    ofName("classifies", (world, name, actor) =>
      classifyModel(at(actor), { name, ...world.random.pick(answers) }),
    ),
  ],
  [
    2,
    ofName("sets the limit of", (world, name, actor) =>
      describeModel(at(actor), { name, metricLimit: 0.5 + world.random.next() / 2 }),
    ),
  ],
  [
    4,
    ofVersion("points an alias at", (world, { name, version }, actor) =>
      changeAliasDirectly(at(actor), {
        model: name,
        alias: world.random.pick(["champion", "Champion", "CHAMPION", "live"]),
        version: world.random.chance(0.8) ? version : null,
      }),
    ),
  ],
  [
    6,
    ofVersion("moves", (world, { name, version }, actor) =>
      changeStageDirectly(at(actor), {
        model: name,
        version,
        stage: world.random.pick(stages),
        archiveExisting: world.random.chance(0.3),
      }),
    ),
  ],
  [
    2,
    ofVersion("deletes", (_, { name, version }, actor) =>
      deleteVersion(at(actor), { name, version }),
    ),
  ],
  [
    2,
    ofVersion("removes files of", (world, { folder }, actor) =>
      deleteArtifact(at(actor), {
        path: world.random.pick([folder, `${folder}/model.onnx`, folder.split("/")[0] ?? folder]),
      }),
    ),
  ],
  [1, ofVersion("deletes the run of", (_, { runId }, actor) => deleteRun(at(actor), { runId }))],
  [2, ofVersion("restores the run of", (_, { runId }, actor) => restoreRun(at(actor), { runId }))],
  [
    1,
    ofVersion("registers the files elsewhere of", (world, { folder }, actor) =>
      createVersion(at(actor), {
        name: world.random.pick(world.names),
        source: `mlflow-artifacts:/${folder}`,
      }),
    ),
  ],
  [
    4,
    async (world) => {
      const gate = await openGate(world);
      if (!gate) return null;
      const actor = world.random.pick(world.builders);
      const act = world.random.chance(0.8) ? refreshGate : null;
      return {
        says: `${actor.name} ${act ? "refreshes" : "withdraws"} a gate of version ${gate.version}`,
        run: () =>
          act
            ? act(at(actor), { gateId: gate.id })
            : withdrawGate(at(actor), { gateId: gate.id, reason }),
      };
    },
  ],
];
const weights = makers.reduce((sum, [weight]) => sum + weight, 0);

export async function someDeed(world: World): Promise<Deed> {
  for (;;) {
    let place = world.random.below(weights);
    const found = makers.find(([weight]) => (place -= weight) < 0);
    const deed = await found?.[1](world);
    if (deed) return deed;
  }
}

/** Versions get their numbers here, so never two at once. */
export async function furtherVersion(world: World): Promise<void> {
  const modelId = world.random.pick([...world.bound.values()]);
  const [model] = await db.select().from(models).where(eq(models.id, modelId));
  if (model && model.deletedAt === null) await makeVersion(world, model.id, model.lastVersion + 1);
}
