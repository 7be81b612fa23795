import { beforeAll, expect, test } from "vitest";

import { verifyChain } from "@/lib/audit/chain-queries";
import { entriesAfter } from "@/lib/audit/queries";
import { findExperimentByName } from "@/lib/experiments/experiment-queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { findRollbackTarget } from "@/lib/gates/decisions/rollback-queries";
import { getGate } from "@/lib/gates/gate-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { getModel, listStageChanges, listVersions } from "@/lib/registry/queries";
import { homeOf } from "@/lib/workspace/home-screen";
import { calendar } from "@/scripts/demo/calendar";
import { assemble, begunAt, type Cast } from "@/scripts/demo/cast";
import { momentsOf } from "@/scripts/demo/moments";
import { isComplete, markComplete, play } from "@/scripts/demo/play";
import { stories } from "@/scripts/demo/stories";
import type { RunPlan } from "@/scripts/demo/story";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const day = 86_400_000;
const now = new Date();
const quietly = () => undefined;

let ws: TestWorkspace;
let cast: Cast;
/** What the workspace's chain held before the story began. */
let made: number;
let cutShort: RunPlan;

/** Loaded once and broken off on the way: at a month's turn, and again in the middle of the next run. */
beforeAll(async () => {
  ws = await makeWorkspace();
  made = (await verifyChain({ actor: ws.admin })).entries;
  let months = 0;
  const breakOff = (said: string) => {
    if (said.startsWith("Playing") && ++months === 3) throw new Error("broken off");
  };
  await expect(play(ws.admin, stories, calendar(now), breakOff)).rejects.toThrow("broken off");
  cast = await assemble(ws.admin, calendar(now), quietly);
  cutShort = await beginNextRun();
  expect(await isComplete(ws.admin)).toBe(false);
  const later = calendar(new Date(now.getTime() + 1000), await begunAt(ws.admin, now));
  await play(ws.admin, stories, later, quietly);
  await markComplete(ws.admin);
}, 300_000);

/** A script that was killed: its run is there, and nothing in it. */
async function beginNextRun(): Promise<RunPlan> {
  const { entries } = await verifyChain({ actor: ws.admin });
  const [last] = await entriesAfter({ actor: ws.admin }, entries - 1, 1);
  const next = momentsOf(stories, calendar(now)).find(
    (moment) => moment.act.kind === "log run" && moment.now > (last?.at ?? now),
  );
  if (next?.act.kind !== "log run") throw new Error("no run is left to log");
  const { plan } = next.act;
  const actor = cast.scripts[plan.author];
  const experiment = await findExperimentByName({ actor }, plan.experiment);
  const startTime = next.now.getTime();
  await createRun(
    { actor, now: next.now },
    { experimentId: experiment?.id ?? "0", name: plan.name, startTime },
  );
  return plan;
}

test("everything happened in order, on working days of the past ninety, the newest today", async () => {
  const entries = await entriesAfter({ actor: ws.admin }, made, 2000);
  const times = entries.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(now.getTime() - (times[0] ?? 0)).toBeGreaterThan(87 * day);
  expect(Math.abs(now.getTime() - (times.at(-1) ?? 0))).toBeLessThan(day);
  const dated = entries.filter(({ at }) => now.getTime() - at.getTime() > day / 4);
  for (const { at } of dated) {
    expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
    expect([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]).toContain(at.getUTCHours());
  }
  expect(new Set(dated.map(({ at }) => at.toISOString().slice(0, 10))).size).toBeGreaterThan(45);
});

test("the chain verifies, every receipt of a logged fact sealed into it", async () => {
  const verdict = await verifyChain({ actor: ws.admin });
  expect(verdict).toMatchObject({ verified: true, fault: null });
});

test("each model stands where its story ends", async () => {
  const stages = await Promise.all(
    stories.map(async ({ name }) => {
      const model = await getModel({ actor: ws.admin }, name);
      const { versions } = await listVersions({ actor: ws.admin }, model.id, { limit: 100 });
      const numbered = versions.map(({ version, stage }) => [version, stage] as const);
      return [name, Object.fromEntries(numbered), model.aliases] as const;
    }),
  );
  const [staging, production, experimental] = ["staging", "production", "experimental"];
  expect(stages).toEqual([
    [
      "credit-default",
      { 1: staging, 2: production, 3: staging, 4: experimental, 5: experimental },
      [{ alias: "champion", version: 2 }],
    ],
    [
      "customer-churn",
      { 1: production, 2: staging, 3: experimental, 4: experimental, 5: staging },
      [{ alias: "champion", version: 1 }],
    ],
    [
      "card-fraud",
      { 1: production, 2: experimental, 3: experimental, 4: experimental },
      [{ alias: "champion", version: 1 }],
    ],
    [
      "product-recommender",
      { 1: staging, 2: staging, 3: production, 4: staging },
      [{ alias: "champion", version: 3 }],
    ],
    ["winback-offer", { 1: production }, []],
  ]);
});

test("stage changes, rounds and votes carry the dates of their decisions", async () => {
  const ctx = { actor: ws.admin };
  const { id } = await getModel(ctx, "product-recommender");
  const back = (await listStageChanges(ctx, id)).filter(({ cause }) => cause === "rollback");
  const moves = back.map(({ version, toStage }) => `${version} to ${toStage}`);
  expect(moves.toSorted()).toEqual(["2 to production", "3 to staging"]);
  expect(now.getTime() - (back[0]?.at.getTime() ?? 0)).toBeGreaterThan(30 * day);
  const { rows } = await listGates(ctx, GateFilter.parse({ status: "all", limit: 100 }));
  expect(rows).toHaveLength(stories.flatMap(({ gates }) => gates).length);
  for (const row of rows) {
    const { gate, rounds } = await getGate(ctx, row.id);
    const votes = rounds.flatMap((round) => round.votes).toSorted((a, b) => +a.castAt - +b.castAt);
    const times = [gate.openedAt, ...votes.map(({ castAt }) => castAt), gate.decidedAt ?? now];
    expect(times).toEqual(times.toSorted((a, b) => a.getTime() - b.getTime()));
    if (gate.status === "open") expect(now.getTime() - +gate.openedAt).toBeLessThan(7 * day);
  }
});

test("a late result began a second round when it came, and the vote rests on that", async () => {
  const ctx = { actor: ws.admin };
  const filter = { model: "customer-churn", version: 5, status: "all" };
  const [row] = (await listGates(ctx, GateFilter.parse(filter))).rows;
  const { gate, rounds } = await getGate(ctx, row?.id ?? "");
  expect(gate.status).toBe("go");
  expect(rounds.map(({ votes }) => votes.length)).toEqual([1, 0]);
  expect(rounds[0]?.moved.map(({ path }) => path)).toContain("run.metrics.roc_auc");
  expect(now.getTime() - (rounds[0]?.openedAt.getTime() ?? 0)).toBeGreaterThan(7 * day);
});

test("what the demo's accounts are told to try is there to be done", async () => {
  expect(await waitingFor("risk")).toContain("credit-default 5");
  expect(await waitingFor("business")).toContain("customer-churn 2");
  expect((await waitingFor("validation")).length).toBeGreaterThan(1);
  const { id } = await getModel({ actor: ws.admin }, "credit-default");
  expect(await findRollbackTarget({ actor: ws.admin }, id)).toEqual({ current: 2, target: 1 });
  const leader = await homeOf({ actor: cast.people.leader, now });
  expect(leader.atRisk.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^winback-offer/),
  ]);
  expect(leader.decided).toHaveLength(8);
});

async function waitingFor(who: "risk" | "business" | "validation"): Promise<string[]> {
  const home = await homeOf({ actor: cast.people[who], now });
  return home.waiting.map(({ modelName, version }) => `${modelName} ${version}`);
}

test("the run that was cut short was logged again, once, and each run is there once", async () => {
  const actor = ws.admin;
  for (const { name: model, experiments, runs } of stories)
    for (const name of Object.keys(experiments)) {
      const experiment = await findExperimentByName({ actor }, name);
      const experimentIds = [experiment?.id ?? ""];
      const found = await searchRuns({ actor }, { experimentIds, viewType: "ALL" });
      const planned = runs.filter((run) => run.experiment === name).map((run) => run.name);
      if (name === cutShort.experiment) planned.push(cutShort.name);
      expect(found.runs.map((run) => run.name).toSorted(), model).toEqual(planned.toSorted());
    }
});

test("played again it changes nothing", async () => {
  const before = await verifyChain({ actor: ws.admin });
  expect(await isComplete(ws.admin)).toBe(true);
  await play(ws.admin, stories, calendar(now, await begunAt(ws.admin, now)), quietly);
  expect(await verifyChain({ actor: ws.admin })).toEqual(before);
});
