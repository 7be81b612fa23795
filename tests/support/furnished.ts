import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { and, eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";

import { experiments } from "@/drizzle/schema/experiments";
import { failedReactions } from "@/drizzle/schema/jobs";
import { models } from "@/drizzle/schema/registry";
import { storeBlob } from "@/lib/artifacts/artifact-store";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { listAuditEntries } from "@/lib/audit/queries";
import { createKey } from "@/lib/auth/create-key";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { inviteMember } from "@/lib/auth/invite-member";
import { roles, type Actor } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { deleteExperiment } from "@/lib/experiments/delete-experiment";
import { createLoggedModel } from "@/lib/experiments/logged-models/create-logged-model";
import { createRun } from "@/lib/experiments/runs/create-run";
import { deleteRun } from "@/lib/experiments/runs/delete-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { logInputs } from "@/lib/experiments/runs/log-inputs";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { attachEvidence } from "@/lib/registry/attach-evidence";
import { setModelTag } from "@/lib/registry/set-model-tag";
import { setVersionTag } from "@/lib/registry/set-version-tag";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

/** One thing of every kind that a workspace holds, by what the API calls it by. */
export type Ids = {
  workspace: string;
  experiment: string;
  experimentName: string;
  deletedExperiment: string;
  run: string;
  deletedRun: string;
  loggedModel: string;
  path: string;
  model: string;
  spareModel: string;
  version: string;
  trainingRun: string;
  alias: string;
  gate: string;
  entry: string;
  /** The entry that a follower could not act on. */
  reaction: string;
  member: string;
  formerMember: string;
  key: string;
  invitation: string;
  invited: string;
};

export type Furnished = { ws: GateWorkspace; ids: Ids; headers: Record<string, string> };

/** What a request of somebody signed in to a workspace's pages carries. */
export async function sessionHeaders({ id }: Pick<Actor, "id">): Promise<Record<string, string>> {
  process.env["NEXTAUTH_SECRET"] ??= "a secret for tests that is long enough";
  process.env["NEXTAUTH_URL"] ??= "http://gatehouse.test";
  const secret = process.env["NEXTAUTH_SECRET"];
  const token = await encode({ token: { sub: id ?? "", epoch: 0 }, secret, maxAge: 3600 });
  return {
    cookie: `next-auth.session-token=${token}`,
    origin: new URL(process.env["NEXTAUTH_URL"]).origin,
  };
}

/** A workspace with something of every kind, and somebody in it who may do everything. */
export async function furnished({ more = 0 } = {}): Promise<Furnished> {
  const ws = await gateWorkspace();
  const everything = at(await ws.member([...roles], "Everything"));
  const tracked = await track(ws);
  const registered = await register(ws);
  const people = await invite(ws);
  const reaction = String(1_000_000 + randomInt(1_000_000_000));
  await db.insert(failedReactions).values({
    workspaceId: ws.workspaceId,
    follower: "keep_gates_true",
    seq: Number(reaction),
    status: "parked",
    attempts: 8,
    fault: "bug",
    failedAt: new Date(),
  });
  // a chain that is longer than others', so that its last entry has no namesake there
  for (let count = 0; count < more; count++)
    await setModelTag(at(people.tagger), {
      name: registered.model,
      key: "count",
      value: String(count),
    });
  const { entries } = await listAuditEntries(at(ws.admin), { logging: "show" }, { limit: 1 });
  const ids = { workspace: ws.slug, ...tracked, ...registered, ...people.ids };
  return {
    ws,
    ids: { ...ids, reaction, entry: String(entries[0]?.seq ?? 0) },
    headers: await sessionHeaders(everything.actor),
  };
}

async function track(ws: GateWorkspace) {
  const ctx = at(ws.author);
  const experiment = await addExperiment(ws);
  const deletedExperiment = await addExperiment(ws);
  await deleteExperiment(ctx, { experimentId: deletedExperiment.id });
  const { runId } = await createRun(ctx, { experimentId: experiment.id, name: "kept" });
  const metric = { key: "loss", value: 0.5, timestamp: 1_700_000_000_000 };
  await logBatch(ctx, {
    runId,
    metrics: [1, 2, 3].map((step) => ({ ...metric, step })),
    params: [{ key: "depth", value: "4" }],
    tags: [{ key: "team", value: "risk" }],
  });
  await logInputs(ctx, { runId, datasets: [{ name: "train", digest: "d1" }] });
  const deleted = await createRun(ctx, { experimentId: experiment.id, name: "dropped" });
  await deleteRun(ctx, { runId: deleted.runId });
  const made = { experimentId: experiment.id, name: "logged", sourceRunId: runId };
  const { id: loggedModel } = await createLoggedModel(ctx, {
    ...made,
    tags: [{ key: "team", value: "risk" }],
  });
  const path = `${experiment.id}/${runId}/artifacts/notes.txt`;
  const blob = await storeBlob(new Blob(["notes"]).stream(), null, new AbortController().signal);
  await putArtifact(ctx, { path, ...blob });
  return {
    experiment: experiment.id,
    experimentName: experiment.name,
    deletedExperiment: deletedExperiment.id,
    run: runId,
    deletedRun: deleted.runId,
    loggedModel,
    path,
  };
}

/** Counted ids would be the same in every workspace. */
async function addExperiment({ workspaceId }: GateWorkspace) {
  const id = `7${BigInt(`0x${randomBytes(6).toString("hex")}`)
    .toString()
    .padStart(15, "0")}`;
  const name = `experiment ${id}`;
  const now = new Date();
  const artifactLocation = `mlflow-artifacts:/${id}`;
  await db
    .insert(experiments)
    .values({ workspaceId, id, name, artifactLocation, createdAt: now, updatedAt: now })
    .returning();
  return { id, name };
}

async function register(ws: GateWorkspace) {
  const [model, spare] = [await addModel(ws), await addModel(ws)];
  await addVersion(ws, model, 1, { stage: "production" });
  await addVersion(ws, model, 2, { stage: "staging" });
  const { runId: trainingRun } = await addVersion(ws, model, 3);
  const key = and(eq(models.workspaceId, ws.workspaceId), eq(models.id, model.id));
  await db.update(models).set({ lastVersion: 3 }).where(key);
  const named = { name: model.name, version: 3 };
  const alias = `alias-${randomBytes(4).toString("hex")}`;
  await changeAliasDirectly(at(ws.engineer), { model: model.name, alias, version: 3 });
  await setModelTag(at(ws.engineer), { name: model.name, key: "team", value: "risk" });
  await setVersionTag(at(ws.engineer), { ...named, key: "team", value: "risk" });
  const found = at(ws.engineer);
  await attachEvidence(found, {
    ...named,
    kind: "bias_assessment",
    source: "a tool",
    measuredAt: found.now,
    content: { verdict: "go" },
  });
  const asked = { model: model.name, version: 2, stage: "production" } as const;
  const { gateId } = await requestGate(at(ws.requester), asked);
  return {
    model: model.name,
    spareModel: spare.name,
    version: "3",
    trainingRun,
    alias,
    gate: gateId,
  };
}

async function invite(ws: GateWorkspace) {
  const ctx = at(ws.admin);
  const invited = `invited-${randomBytes(6).toString("hex")}@test.example`;
  const { id: invitation } = await inviteMember(ctx, { email: invited, roles: ["viewer"] });
  const { id: key } = await createKey(ctx, { name: "script", scopes: ["read"] });
  const tagger = await ws.member(["engineer"], "Tagger");
  const former = await ws.member(["viewer"], "Former");
  await deactivateMember(ctx, { userId: former.id });
  return {
    tagger,
    ids: { invited, invitation, key, member: tagger.id, formerMember: former.id },
  };
}

const word = () => randomBytes(4).toString("hex");

/** Ids of the same forms that nothing has anywhere. */
export function nobodys(like: Ids): Ids {
  const experiment = `8${like.experiment.slice(1)}`;
  const run = randomBytes(16).toString("hex");
  return {
    workspace: `test-${word()}`,
    experiment,
    experimentName: `experiment ${experiment}`,
    deletedExperiment: `8${like.deletedExperiment.slice(1)}`,
    run,
    deletedRun: randomBytes(16).toString("hex"),
    loggedModel: `m-${randomBytes(16).toString("hex")}`,
    path: `${experiment}/${run}/artifacts/notes.txt`,
    model: `model-${word()}`,
    spareModel: `model-${word()}`,
    trainingRun: randomBytes(16).toString("hex"),
    version: like.version,
    alias: `alias-${word()}`,
    gate: randomUUID(),
    entry: String(Number(like.entry) + 1),
    reaction: String(Number(like.reaction) + 1),
    member: randomUUID(),
    formerMember: randomUUID(),
    key: randomUUID(),
    invitation: randomUUID(),
    invited: `invited-${randomBytes(6).toString("hex")}@test.example`,
  };
}
