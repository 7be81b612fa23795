import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { gates, gateVotes } from "@/drizzle/schema/gates";
import { aliases, stageChanges, versions } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { addModel, addVersion, at, gateWorkspace } from "@/tests/support/gates";

const reason = "Sound on every count.";

test("50 simultaneous last votes decide a gate exactly once, and no vote is lost or half done", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version: 1,
    stage: "production",
  });
  const ballot = { gateId, round: 1, choice: "go" as const, reason };
  await castVote(at(ws.validation), ballot);
  const crowd = await Promise.all(
    Array.from({ length: 50 }, (_, index) => ws.member(["business_reviewer"], `Owner ${index}`)),
  );

  const answers = await Promise.allSettled(crowd.map((actor) => castVote(at(actor), ballot)));

  const counted = answers.filter((answer) => answer.status === "fulfilled");
  expect(counted.map(({ value }) => value.status)).toEqual(["go"]);
  for (const answer of answers)
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "outdated" });
  const [gate] = await db.select().from(gates).where(eq(gates.id, gateId));
  expect(gate?.status).toBe("go");
  expect(await db.$count(gateVotes, eq(gateVotes.gateId, gateId))).toBe(2);
  expect(await db.$count(stageChanges, eq(stageChanges.modelId, model.id))).toBe(1);
  const votes = and(
    eq(auditEntries.workspaceId, ws.workspaceId),
    eq(auditEntries.action, "gate.vote"),
  );
  expect(await db.$count(auditEntries, votes)).toBe(2);
});

test("all votes of a full quorum at the same moment leave no gate stuck", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws, { tier: "high" });
  for (let version = 1; version <= 8; version++) {
    await addVersion(ws, model, version, { stage: "staging" });
    const { gateId } = await requestGate(at(ws.requester), {
      model: model.name,
      version,
      stage: "production",
    });
    const ballot = { gateId, round: 1, choice: "go" as const, reason };
    const votes = [ws.validation, ws.risk, ws.business].map((actor) => castVote(at(actor), ballot));
    const statuses = (await Promise.all(votes)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(["go", "open", "open"]);
  }
});

test("two gates of one model decided at the same moment never leave two versions in production", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  const ask = async (version: number) => {
    await addVersion(ws, model, version, { stage: "staging" });
    const { gateId } = await requestGate(at(ws.requester), {
      model: model.name,
      version,
      stage: "production",
    });
    await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason });
    return gateId;
  };
  const both = [await ask(1), await ask(2)];

  const answers = await Promise.allSettled(
    both.map((gateId) => castVote(at(ws.business), { gateId, round: 1, choice: "go", reason })),
  );

  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const serving = await db
    .select({ version: versions.version })
    .from(versions)
    .where(and(eq(versions.modelId, model.id), eq(versions.stage, "production")));
  const [alias] = await db.select().from(aliases).where(eq(aliases.modelId, model.id));
  expect(serving).toEqual([{ version: alias?.version }]);
});

test("a stop and the last go at the same moment give one decision", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version: 1,
    stage: "production",
  });
  await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason });
  const other = await ws.member(["business_reviewer"]);
  const answers = await Promise.allSettled([
    castVote(at(ws.business), { gateId, round: 1, choice: "go", reason }),
    castVote(at(other), { gateId, round: 1, choice: "stop", reason }),
  ]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [gate] = await db.select().from(gates).where(eq(gates.id, gateId));
  const [version] = await db.select().from(versions).where(eq(versions.modelId, model.id));
  expect(version?.stage).toBe(gate?.status === "go" ? "production" : "staging");
});
