import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { gates } from "@/drizzle/schema/gates";
import { failedReactions } from "@/drizzle/schema/jobs";
import { db } from "@/lib/db/client";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { homeOf } from "@/lib/workspace/home-screen";
import { addModel, addVersion, at, gateWorkspace } from "@/tests/support/gates";

const stage = "production" as const;
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
const reason = "Sound on every count.";

test("home shows each person what waits for them, and nothing that they may not decide", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  await addVersion(ws, model, 1, { stage: "staging" });
  await addVersion(ws, model, 2, { stage: "staging", metrics: { auc: 0.3 } });
  const ask = (version: number) =>
    requestGate(at(ws.requester), { model: model.name, version, stage });
  const [sound, blocked] = [await ask(1), await ask(2)];
  const other = await ws.member(["validation_reviewer"]);
  await castVote(at(other), { gateId: sound.gateId, round: 1, choice: "go", reason });

  const validator = await homeOf(at(ws.validation));
  expect(idsOf(validator.waiting)).toEqual([blocked.gateId]);
  expect(idsOf(validator.open)).toEqual([sound.gateId]);
  expect(idsOf((await homeOf(at(ws.business))).waiting)).toEqual([blocked.gateId, sound.gateId]);
  expect((await homeOf(at(ws.risk))).waiting).toEqual([]);
  expect(idsOf((await homeOf(at(ws.requester))).toFix)).toEqual([blocked.gateId]);
  expect((await homeOf(at(ws.admin))).waiting).toEqual([]);
});

test("what serves without an approval, a tier or an owner is at risk, and a gate nobody looks at", async () => {
  const ws = await gateWorkspace();
  const unapproved = await addModel(ws, { name: "a", tier: "low" });
  await addVersion(ws, unapproved, 1, { stage: "production" });
  const unclassified = await addModel(ws, { name: "b", tier: null });
  await addVersion(ws, unclassified, 1);
  await changeAliasDirectly(at(ws.engineer), { model: "b", alias: "champion", version: 1 });
  const approved = await addModel(ws, { name: "c", tier: "low" });
  await addVersion(ws, approved, 1, { stage: "staging" });
  await addVersion(ws, approved, 2, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), { model: "c", version: 1, stage });
  await castVote(at(ws.validation), { gateId, round: 1, choice: "go", reason });
  const stale = await requestGate(at(ws.requester), { model: "c", version: 2, stage });
  const longAgo = new Date(Date.now() - 9 * 86_400_000);
  await db.update(gates).set({ openedAt: longAgo }).where(eq(gates.id, stale.gateId));

  const { atRisk, decided } = await homeOf(at(ws.admin));
  expect(atRisk.map(({ kind, title }) => [kind, title])).toEqual([
    ["unapproved", "a version 1"],
    ["unclassified", "b version 1"],
    ["stale gate", "c version 2"],
  ]);
  expect(decided.map(({ id }) => id)).toEqual([gateId]);
});

test("lists page by keyset without a gap or a repeat", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  const made: string[] = [];
  for (let version = 1; version <= 5; version++) {
    await addVersion(ws, model, version, { stage: "staging" });
    const { gateId } = await requestGate(at(ws.requester), { model: model.name, version, stage });
    made.unshift(gateId);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const filter = GateFilter.parse({ limit: 2, ...(cursor ? { cursor } : {}) });
    const { rows, next } = await listGates(at(ws.validation), filter);
    seen.push(...rows.map(({ id }) => id));
    cursor = next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(made);
  const wrong = GateFilter.parse({ cursor: "nonsense" });
  await expect(listGates(at(ws.validation), wrong)).rejects.toMatchObject({ code: "invalid" });
});

test("background work that waits for an admin is at risk for those who may look after it", async () => {
  const ws = await gateWorkspace();
  const failedAt = new Date();
  const reaction = {
    workspaceId: ws.workspaceId,
    follower: "keep_gates_true",
    status: "parked" as const,
    attempts: 8,
    fault: "Something went wrong here.",
    failedAt,
  };
  await db.insert(failedReactions).values([1, 2].map((seq) => ({ ...reaction, seq })));
  expect((await homeOf(at(ws.admin))).atRisk).toMatchObject([
    { kind: "parked reaction", title: "2 reactions", since: failedAt },
  ]);
  expect((await homeOf(at(ws.engineer))).atRisk).toEqual([]);
});
