import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";

import { gateVotes } from "@/drizzle/schema/gates";
import { changeRoles } from "@/lib/auth/change-roles";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { db } from "@/lib/db/client";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { getGate } from "@/lib/gates/gate-queries";
import { previewGates } from "@/lib/gates/preview-queries";
import { createVersion } from "@/lib/registry/create-version";
import { describeModel } from "@/lib/registry/describe-model";
import { ask, go, halfDecided, stageOf, upload } from "@/tests/support/approvals";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import type { UserActor } from "@/tests/support/workspace";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

describe("whoever had a hand in what is judged does not decide", () => {
  const hands: [
    string,
    (by: UserActor, runId: string, model: { name: string }) => Promise<unknown>,
  ][] = [
    ["uploaded a file", (by, runId) => upload(by, `9001/${runId}/artifacts/model/extra`, "bytes")],
    [
      "logged to the run",
      (by, runId) =>
        logBatch(at(by), { runId, metrics: [{ key: "auc", value: 0.99, timestamp: 1, step: 3 }] }),
    ],
    ["moved the limits", (by, _, { name }) => describeModel(at(by), { name, metricLimit: 0.75 })],
  ];
  test.each(hands)("who %s", async (_, act) => {
    const both = await ws.member(["data_scientist", "validation_reviewer"], "Both");
    const model = await addModel(ws);
    const { runId } = await addVersion(ws, model, 1);
    await act(both, runId, model);
    const { gateId } = await ask(ws, model, 1, "staging");
    await expect(go(gateId, both)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("who registered it", async () => {
    const both = await ws.member(["data_scientist", "validation_reviewer"], "Both");
    const model = await addModel(ws);
    const { runId } = await addVersion(ws, model, 1);
    const made = await createVersion(at(both), {
      name: model.name,
      source: `runs:/${runId}/model`,
    });
    const { gateId } = await ask(ws, model, made.version, "staging");
    await expect(go(gateId, both)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a right is asked when it takes effect", () => {
  test.each([
    ["deactivated", () => deactivateMember(at(ws.admin), { userId: ws.validation.id })],
    ["a viewer", () => changeRoles(at(ws.admin), { userId: ws.validation.id, roles: ["viewer"] })],
  ])("a go of somebody who is %s by then is owed again, and said", async (_, change) => {
    const { model, gateId } = await halfDecided(ws);
    await change();
    expect(await go(gateId, ws.risk)).toMatchObject({
      status: "open",
      owed: { validation_reviewer: 1 },
    });
    const { current, vacant } = await getGate(at(ws.admin), gateId);
    const lapsed = current.votes.find(({ voterId }) => voterId === ws.validation.id);
    expect(lapsed?.lapse).toMatch(/no longer/);
    expect(lapsed?.lapsedAt).toBeInstanceOf(Date);
    expect(vacant).toEqual({ validation_reviewer: 1 });
    const other = await ws.member(["validation_reviewer"], "Other");
    expect(await go(gateId, other)).toMatchObject({ status: "go" });
    expect(await stageOf(model.id, 1)).toBe("staging");
    const [stored] = await db
      .select()
      .from(gateVotes)
      .where(and(eq(gateVotes.gateId, gateId), eq(gateVotes.voterId, ws.validation.id)));
    expect(stored?.lapse).toMatch(/no longer/);
  });

  test("an admin who gave themselves the role is marked on the vote", async () => {
    const { gateId } = await halfDecided(ws);
    const second = await ws.member(["admin"], "Second admin");
    await changeRoles(at(second), { userId: second.id, roles: ["admin", "risk_reviewer"] });
    await go(gateId, { ...second, roles: ["admin", "risk_reviewer"] });
    const { current } = await getGate(at(ws.admin), gateId);
    const marks = new Map(current.votes.map((vote) => [vote.voterId, vote.selfGranted]));
    expect(marks.get(second.id)).toBe(true);
    expect(marks.get(ws.validation.id)).toBe(false);
  });

  test("a seat that nobody can fill is said before asking, when asking and on the gate", async () => {
    const only = await ws.member(["data_scientist", "validation_reviewer"], "Only");
    await deactivateMember(at(ws.admin), { userId: ws.validation.id });
    const model = await addModel(ws);
    await addVersion(ws, model, 1);
    const owed = { validation_reviewer: 1 };
    const [preview] = await previewGates(at(only), model.name, 1, ["staging"]);
    expect(preview?.vacant).toEqual(owed);
    const asked = await ask(ws, model, 1, "staging", only);
    expect(asked.vacant).toEqual(owed);
    expect((await getGate(at(ws.admin), asked.gateId)).vacant).toEqual(owed);
    const [others] = await previewGates(at(ws.requester), model.name, 1, ["staging"]);
    expect(others?.vacant).toEqual({});
  });
});
