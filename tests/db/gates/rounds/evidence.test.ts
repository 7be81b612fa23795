import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";

import { policies } from "@/drizzle/schema/gates";
import { putArtifact } from "@/lib/artifacts/put-artifact";
import { db } from "@/lib/db/client";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { updateRun } from "@/lib/experiments/runs/update-run";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { policyReads } from "@/lib/gates/policies/policy-language";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { attachEvidence } from "@/lib/registry/attach-evidence";
import { tasks } from "@/lib/workspace/jobs";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;
let model: { id: string; name: string };
let runId: string;
let gateId: string;

beforeEach(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws);
  ({ runId } = await addVersion(ws, model, 1, { stage: "staging" }));
  ({ gateId } = await ask());
});

const ask = () =>
  requestGate(at(ws.requester), { model: model.name, version: 1, stage: "production" });
const go = (round = 1) => ({ gateId, round, choice: "go" as const, reason: "Sound." });
const note = (value: string) => [{ key: "mlflow.note.content", value }];
const metric = (key: string, value: number) => [{ key, value, step: 1, timestamp: Date.now() }];
const round = async () => (await getGate(at(ws.validation), gateId)).gate.round;

/** The jobs that wait for this workspace, done as a worker does them. */
async function work(): Promise<string[]> {
  const jobs = await db.execute<{ key: string; task: string }>(sql`
    select j.key, t.identifier as task from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where j.key like ${`%${ws.workspaceId}%`}`);
  const done: string[] = [];
  for (const { key, task: name } of jobs) {
    await db.execute(sql`select graphile_worker.remove_job(${key})`);
    const watcher = key.split(`${ws.workspaceId}:`)[1];
    const payload = { workspaceId: ws.workspaceId, ...(watcher ? { watcher } : {}) };
    await tasks.find((task) => task.name === name)?.run(payload, new Date());
    done.push(name);
  }
  return done;
}

test("a note on the run voids no vote, and is shown as moved aside", async () => {
  await castVote(at(ws.validation), go());
  await logBatch(at(ws.author), { runId, tags: note("Trained on the old cluster.") });
  await work();
  const gate = await getGate(at(ws.business), gateId);
  expect(gate).toMatchObject({ gate: { round: 1 }, outdated: [] });
  expect(gate.aside).toEqual([
    { path: "run.tags.mlflow.note.content", from: "none", to: "Trained on the old cluster." },
  ]);
  await expect(refreshGate(at(ws.requester), { gateId })).rejects.toThrow(
    "Nothing that the checks",
  );
  expect(await castVote(at(ws.business), go())).toMatchObject({ status: "go" });
});

test("a metric that the policy reads adds a job in its own statement, and the job opens a round", async () => {
  await castVote(at(ws.validation), go());
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  expect(await work()).toContain("evidence_moved");
  const gate = await getGate(at(ws.validation), gateId);
  expect(gate.current).toMatchObject({
    round: 2,
    votes: [],
    moved: [{ path: "run.metrics.auc", from: "0.9", to: "0.95" }],
  });
  await expect(castVote(at(ws.business), go(1))).rejects.toThrow("the gate is in round 2");
});

test("a vote is refused on a metric that moved before any job came round", async () => {
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  await expect(castVote(at(ws.validation), go())).rejects.toThrow("run.metrics.auc: 0.9 → 0.95");
});

test("a metric that no check reads opens nothing", async () => {
  await logBatch(at(ws.author), { runId, metrics: metric("speed", 12) });
  await work();
  expect(await round()).toBe(1);
});

test("other bytes in the version's folder open a round", async () => {
  const folder = `9001/${runId}/artifacts/model`;
  await putArtifact(at(ws.author), { path: `${folder}/deep/x`, sha256: "b".repeat(64), size: 1 });
  await work();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.moved.map(({ path }) => path)).toContain("artifact.digest");
});

test("nothing is queued for a run, a file or a model that no gate rests on", async () => {
  const other = await addModel(ws);
  const { runId: another } = await addVersion(ws, other, 1);
  await logBatch(at(ws.author), { runId: another, metrics: metric("auc", 0.5) });
  expect((await work()).filter((name) => name === "evidence_moved")).toEqual([]);
});

test("a version that begins to serve opens a round of the gates that compare with it", async () => {
  await addVersion(ws, model, 2, { stage: "staging", metrics: { auc: 0.92 } });
  const second = await requestGate(at(ws.requester), {
    model: model.name,
    version: 2,
    stage: "production",
  });
  await castVote(at(ws.validation), { ...go(), gateId: second.gateId });
  await castVote(at(ws.business), { ...go(), gateId: second.gateId });
  await work();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.moved.map(({ path }) => path)).toContain("serving.version");
});

test("a metric logged after the run was over shows as such on the check that reads it", async () => {
  await updateRun(at(ws.author), { runId, status: "RUNNING" });
  await updateRun(at(ws.author), { runId, status: "FINISHED" });
  await logBatch(at(ws.author), { runId, metrics: metric("auc", 0.95) });
  await work();
  const { current } = await getGate(at(ws.validation), gateId);
  expect(current.evidence.run.late_metrics).toEqual(["auc"]);
  const late = current.checks.filter((check) => check.late).map(({ id }) => id);
  expect(late).toContain("metric-within-limit");
  expect(late).not.toContain("run-finished");
});

describe("evidence on record", () => {
  const found = (verdict: string) => ({
    name: model.name,
    version: 1,
    kind: "canary",
    source: "canary run 7",
    measuredAt: new Date(),
    content: { verdict, share: 0.1 },
  });

  /** The production policy asks for a canary from here on. */
  async function askForCanary(): Promise<void> {
    const active = and(
      eq(policies.workspaceId, ws.workspaceId),
      eq(policies.tier, "moderate"),
      eq(policies.stage, "production"),
      eq(policies.active, true),
    );
    const check = {
      id: "canary",
      title: "The canary held",
      level: "must" as const,
      expression: 'records.canary.verdict == "go"',
      value: "records.canary.verdict",
    };
    const content = {
      checks: [check],
      reads: policyReads([check]),
      quorum: { validation_reviewer: 1 },
      directChanges: "refuse" as const,
    };
    await db.update(policies).set({ content }).where(active);
  }

  test("is read by checks, and a later record of its kind opens a round", async () => {
    await askForCanary();
    await addVersion(ws, model, 3, { stage: "staging" });
    const about = { ...found("go"), version: 3 };
    await attachEvidence(at(ws.engineer), about);
    const gate = await requestGate(at(ws.requester), {
      model: model.name,
      version: 3,
      stage: "production",
    });
    const before = (await getGate(at(ws.validation), gate.gateId)).current;
    expect(before.checks).toMatchObject([{ verdict: "pass", value: "go" }]);
    expect(before.checks[0]?.source).toMatch(/^evidence:/);
    await attachEvidence(at(ws.engineer), { ...about, content: { verdict: "no go" } });
    await work();
    const { current } = await getGate(at(ws.validation), gate.gateId);
    expect(current).toMatchObject({ round: 2, checks: [{ verdict: "fail" }] });
  });

  test("that is missing is an error in words, and blocks", async () => {
    await askForCanary();
    await addVersion(ws, model, 3, { stage: "staging" });
    const gate = await requestGate(at(ws.requester), {
      model: model.name,
      version: 3,
      stage: "production",
    });
    const { current } = await getGate(at(ws.validation), gate.gateId);
    expect(current.checks).toMatchObject([
      { verdict: "error", reason: 'Could not be judged. Nothing is recorded under "canary".' },
    ]);
  });

  test("from the future, or gone by before it was measured, is refused by its field", async () => {
    const later = new Date(Date.now() + 60_000);
    await expect(
      attachEvidence(at(ws.engineer), { ...found("go"), measuredAt: later }),
    ).rejects.toMatchObject({ code: "invalid", fields: { measuredAt: [expect.any(String)] } });
    await expect(
      attachEvidence(at(ws.engineer), { ...found("go"), expiresAt: new Date(0) }),
    ).rejects.toMatchObject({ code: "invalid", fields: { expiresAt: [expect.any(String)] } });
  });
});

describe("whoever had a hand in it does not decide about it", () => {
  const waits = async (person: GateWorkspace["author"]) => {
    const { rows } = await listGates(at(person), GateFilter.parse({ show: "waiting" }));
    return rows.some(({ id }) => id === gateId);
  };
  const path = () => `9001/${runId}/artifacts/model/weights`;
  const both = () => ws.member(["data_scientist", "validation_reviewer"], "Doubly busy");

  test.each([
    [
      "logged to the run",
      (who: GateWorkspace["author"]) => logBatch(at(who), { runId, tags: note("Hm.") }),
    ],
    [
      "stored a file",
      (who: GateWorkspace["author"]) =>
        putArtifact(at(who), { path: path(), sha256: "c".repeat(64), size: 1 }),
    ],
    [
      "recorded evidence",
      (who: GateWorkspace["author"]) =>
        attachEvidence(at(who), {
          name: model.name,
          version: 1,
          kind: "review",
          source: "a look",
          measuredAt: new Date(),
          content: {},
        }),
    ],
  ])("who %s", async (_, act) => {
    const busy = await both();
    expect(await waits(busy)).toBe(true);
    await act(busy);
    await work();
    expect(await waits(busy)).toBe(false);
    const gate = await getGate(at(busy), gateId);
    expect(gate.eligibility).toMatchObject({ may: false, bar: "author" });
    expect(gate.contributors.map(({ id }) => id)).toContain(busy.id);
    await expect(castVote(at(busy), go(gate.gate.round))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("who only trained what serves now may decide about its successor", async () => {
    const { runId: serving } = await addVersion(ws, model, 2, { stage: "production" });
    const busy = await both();
    await logBatch(at(busy), { runId: serving, tags: note("Mine.") });
    await refreshGate(at(ws.requester), { gateId });
    expect(await castVote(at(busy), go(2))).toMatchObject({ status: "open" });
  });
});
