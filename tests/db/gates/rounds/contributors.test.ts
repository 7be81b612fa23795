import { beforeEach, expect, test } from "vitest";

import { putArtifact } from "@/lib/artifacts/put-artifact";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { getGate } from "@/lib/gates/gate-queries";
import { listGates } from "@/lib/gates/gate-row-queries";
import { GateFilter } from "@/lib/gates/inputs";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { attachEvidence } from "@/lib/registry/attach-evidence";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import { work } from "@/tests/support/jobs";
import type { UserActor } from "@/tests/support/workspace";

let ws: GateWorkspace;
let model: { id: string; name: string };
let runId: string;
let gateId: string;
/** Builds and reviews, as in small teams. */
let busy: UserActor;

beforeEach(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws);
  ({ runId } = await addVersion(ws, model, 1, { stage: "staging" }));
  const asked = { model: model.name, version: 1, stage: "production" as const };
  ({ gateId } = await requestGate(at(ws.requester), asked));
  busy = await ws.member(["data_scientist", "validation_reviewer"], "Doubly busy");
});

const note = (to: string) =>
  logBatch(at(busy), { runId: to, tags: [{ key: "mlflow.note.content", value: "Hm." }] });

const acts: Record<string, () => Promise<unknown>> = {
  "logged to the run": () => note(runId),
  "stored a file": () =>
    putArtifact(at(busy), {
      path: `9001/${runId}/artifacts/model/weights`,
      sha256: "c".repeat(64),
      size: 1,
    }),
  "put evidence on record": () =>
    attachEvidence(at(busy), {
      name: model.name,
      version: 1,
      kind: "review",
      source: "a look",
      measuredAt: new Date(),
      content: {},
    }),
};

async function waits(): Promise<boolean> {
  const { rows } = await listGates(at(busy), GateFilter.parse({ show: "waiting" }));
  return rows.some(({ id }) => id === gateId);
}

test.each(Object.keys(acts))("who %s does not decide about it", async (name) => {
  expect(await waits()).toBe(true);
  await acts[name]?.();
  await work(ws.workspaceId);
  expect(await waits()).toBe(false);
  const { eligibility, contributors, gate } = await getGate(at(busy), gateId);
  expect(eligibility).toMatchObject({ may: false, bar: "author" });
  expect(contributors.map(({ id }) => id)).toContain(busy.id);
  const vote = { gateId, round: gate.round, choice: "go" as const, reason: "Sound." };
  await expect(castVote(at(busy), vote)).rejects.toMatchObject({ code: "forbidden" });
});

test("who only had a hand in what serves now may decide about its successor", async () => {
  const { runId: serving } = await addVersion(ws, model, 2, { stage: "production" });
  await note(serving);
  await refreshGate(at(ws.requester), { gateId });
  const vote = { gateId, round: 2, choice: "go" as const, reason: "Sound." };
  expect(await castVote(at(busy), vote)).toMatchObject({ status: "open" });
});
