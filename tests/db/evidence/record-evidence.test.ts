import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { policies } from "@/drizzle/schema/gates";
import { db } from "@/lib/db/client";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { policyReads } from "@/lib/gates/policies/policy-language";
import { attachEvidence } from "@/lib/registry/attach-evidence";
import { evidenceOfVersion } from "@/lib/registry/evidence-queries";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import { work } from "@/tests/support/jobs";

let ws: GateWorkspace;
let name: string;

beforeEach(async () => {
  ws = await gateWorkspace();
  const model = await addModel(ws);
  ({ name } = model);
  await addVersion(ws, model, 1, { stage: "staging" });
  await askForCanary();
});

const canary = {
  id: "canary",
  title: "The canary held",
  level: "must" as const,
  expression: 'records.canary.verdict == "go"',
  value: "records.canary.verdict",
};

/** The production policy asks for a canary from here on. */
async function askForCanary(): Promise<void> {
  const content = {
    checks: [canary],
    reads: policyReads([canary]),
    quorum: { validation_reviewer: 1 },
    directChanges: "refuse" as const,
  };
  await db
    .update(policies)
    .set({ content })
    .where(
      and(
        eq(policies.workspaceId, ws.workspaceId),
        eq(policies.tier, "moderate"),
        eq(policies.stage, "production"),
      ),
    );
}

const found = (verdict: string) => ({
  name,
  version: 1,
  kind: "canary",
  source: "canary run 7",
  measuredAt: new Date(),
  content: { verdict, share: 0.1 },
});
const ask = () => requestGate(at(ws.requester), { model: name, version: 1, stage: "production" });

test("a record is read by checks, and a later one of its kind opens a round", async () => {
  await attachEvidence(at(ws.engineer), found("go"));
  const { gateId } = await ask();
  const before = (await getGate(at(ws.validation), gateId)).current;
  expect(before.checks).toMatchObject([{ verdict: "pass", value: "go" }]);
  expect(before.checks[0]?.source).toMatch(/^evidence:/);
  await attachEvidence(at(ws.engineer), found("no go"));
  await work(ws.workspaceId);
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current).toMatchObject({ round: 2, checks: [{ verdict: "fail" }] });
});

test("both records stay, the newest first, with their digests", async () => {
  const actor = ws.engineer;
  const now = new Date();
  await attachEvidence({ actor, now }, { ...found("go"), measuredAt: now });
  const later = new Date(now.getTime() + 1000);
  await attachEvidence({ actor, now: later }, { ...found("no go"), measuredAt: now });
  const records = await evidenceOfVersion(at(ws.validation), name, 1);
  expect(records.map(({ content }) => content["verdict"])).toEqual(["no go", "go"]);
  expect(new Set(records.map(({ digest }) => digest)).size).toBe(2);
});

test("a record that is missing is an error in words, and blocks", async () => {
  const { gateId } = await ask();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.checks).toMatchObject([
    { verdict: "error", reason: 'Could not be judged. Nothing is recorded under "canary".' },
  ]);
});

test("a record that has run out counts as missing, though an older one has not", async () => {
  await attachEvidence(at(ws.engineer), found("go"));
  const measuredAt = new Date(Date.now() - 2000);
  const expiresAt = new Date(Date.now() - 1000);
  await attachEvidence(at(ws.engineer), { ...found("go"), measuredAt, expiresAt });
  const { gateId } = await ask();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.checks).toMatchObject([{ verdict: "error" }]);
});

test("a record from the future, or gone by before it was measured, is refused by its field", async () => {
  const later = new Date(Date.now() + 60_000);
  await expect(
    attachEvidence(at(ws.engineer), { ...found("go"), measuredAt: later }),
  ).rejects.toMatchObject({ code: "invalid", fields: { measuredAt: [expect.any(String)] } });
  await expect(
    attachEvidence(at(ws.engineer), { ...found("go"), expiresAt: new Date(0) }),
  ).rejects.toMatchObject({ code: "invalid", fields: { expiresAt: [expect.any(String)] } });
});

test("who may only look puts nothing on record", async () => {
  const viewer = await ws.member(["viewer"]);
  await expect(attachEvidence(at(viewer), found("go"))).rejects.toMatchObject({
    code: "forbidden",
  });
});
