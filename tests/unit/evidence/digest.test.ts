import { expect, test } from "vitest";

import { digestOf, movedBetween } from "@/lib/evidence/digest";
import type { Path } from "@/lib/evidence/path";

const evidence = {
  model: { tier: "moderate", owner: "", primary_metric: { name: "auc" } },
  artifact: { digest: "d", files: 2 },
  run: {
    metrics: { auc: 0.8, loss: "NaN", "val/auc": 0.7 },
    params: { depth: "4" },
    tags: {},
    updated_at: "2026-03-01T09:00:00.000Z",
  },
};
const reads: Path[] = [
  ["run", "metrics", ["model", "primary_metric", "name"]],
  ["model", "primary_metric", "name"],
];
const withRun = (changed: object) => ({ ...evidence, run: { ...evidence.run, ...changed } });
const digest = digestOf(evidence, reads);

test("the digest is over what the policy reads, the files and the tier", () => {
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(structuredClone(evidence), reads)).toBe(digest);
  for (const changed of [
    withRun({ metrics: { ...evidence.run.metrics, auc: 0.81 } }),
    withRun({ metrics: {} }),
    { ...evidence, artifact: { digest: "e", files: 2 } },
    { ...evidence, model: { ...evidence.model, tier: "high" } },
    { ...evidence, model: { ...evidence.model, primary_metric: { name: "loss" } } },
  ])
    expect(digestOf(changed, reads)).not.toBe(digest);
});

test("what no check reads moves no digest: a note, a tag, a param, another metric", () => {
  for (const changed of [
    withRun({ tags: { "mlflow.note.content": "a thought" } }),
    withRun({ params: { depth: "5" } }),
    withRun({ metrics: { ...evidence.run.metrics, "val/auc": 0.1 } }),
    { ...evidence, model: { ...evidence.model, owner: "Rhea" } },
  ])
    expect(digestOf(changed, reads)).toBe(digest);
});

test("the order of reads and of keys does not matter, and storage as JSON neither", () => {
  expect(digestOf(evidence, reads.toReversed())).toBe(digest);
  expect(digestOf(JSON.parse(JSON.stringify(evidence)), reads)).toBe(digest);
});

test("the digest is the one of this canonical text", () => {
  // echo -n '[[["artifact","digest"],"d"],[["model","tier"],"moderate"]]' | sha256sum
  expect(digestOf({ artifact: { digest: "d" }, model: { tier: "moderate" } }, [])).toBe(
    "3813fb94eead2822f0d9b59a5125b57b16e269e8e9e5826b75718633176663be",
  );
});

test("what moved is told apart: what the checks read, and the rest", () => {
  const after = withRun({
    metrics: { auc: 0.75, "val/auc": 0.7 },
    tags: { a: "b" },
    updated_at: "2026-03-02T09:00:00.000Z",
  });
  expect(movedBetween(evidence, after, reads)).toEqual({
    judged: [{ path: "run.metrics.auc", from: "0.8", to: "0.75" }],
    other: [
      { path: "run.metrics.loss", from: "NaN", to: "none" },
      { path: "run.tags.a", from: "none", to: "b" },
    ],
  });
});

test("a long text that moved is named in short", () => {
  const after = withRun({ tags: { history: "x".repeat(5000) } });
  const [moved] = movedBetween(evidence, after, reads).other;
  expect(moved?.path).toBe("run.tags.history");
  expect(moved?.to.length).toBeLessThan(200);
});
