import { expect, test } from "vitest";

import { digestOf, evidenceOf, movedBetween, type Sources } from "@/lib/gates/rounds/evidence";

const sources: Sources = {
  model: {
    name: "churn",
    tier: "moderate",
    ownerName: "",
    primaryMetric: "auc",
    metricDirection: "higher",
    metricLimit: 0.7,
  },
  version: { version: 2, stage: "experimental", source: "runs:/ab/model" },
  run: {
    id: "ab",
    status: "FINISHED",
    authorName: "Theo",
    updatedAt: new Date("2026-03-01T09:00:00Z"),
    metrics: [
      { key: "auc", value: 0.8 },
      { key: "loss", value: Number.NaN },
      { key: "ratio", value: -Infinity },
    ],
    params: { depth: "4" },
    tags: {},
  },
  champion: null,
  lineage: {
    dataset_digest: null,
    commit: null,
    params: 1,
    environment: null,
    artifact_digest: null,
    complete: false,
    missing: ["dataset"],
  },
  signature: null,
  manifest: {
    digest: "d",
    files: ["MLmodel", "model.PKL"].map((path) => ({ path, size: 1, sha256: "a" })),
  },
};

const withRun = (changed: Partial<NonNullable<Sources["run"]>>): Sources => ({
  ...sources,
  run: sources.run && { ...sources.run, ...changed },
});

test("values that JSON lacks are kept by name, and pickled files are found in any case", () => {
  const evidence = evidenceOf(sources);
  expect(evidence.run?.metrics).toEqual({ auc: 0.8, loss: "NaN", ratio: "-Infinity" });
  expect(evidence.artifact.pickled_files).toEqual(["model.PKL"]);
  expect(evidence.model.owner).toBeNull();
});

test("the digest follows what checks read", () => {
  const digest = digestOf(evidenceOf(sources));
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(evidenceOf(structuredClone(sources)))).toBe(digest);
  for (const changed of [
    withRun({ metrics: [{ key: "auc", value: 0.81 }] }),
    withRun({ params: { depth: "5" } }),
    withRun({ tags: { a: "b" } }),
    { ...sources, champion: { version: 1, metrics: [] } },
    { ...sources, manifest: { digest: "e", files: [] } },
    { ...sources, model: { ...sources.model, tier: "high" as const } },
  ])
    expect(digestOf(evidenceOf(changed))).not.toBe(digest);
});

test("the digest survives storage as JSON", () => {
  const evidence = evidenceOf(sources);
  const stored: typeof evidence = JSON.parse(JSON.stringify(evidence));
  expect(digestOf(stored)).toBe(digestOf(evidence));
});

test("logging the same again moves only the time, which no vote rested on", () => {
  const later = withRun({ updatedAt: new Date("2026-03-02T09:00:00Z") });
  expect(digestOf(evidenceOf(later))).toBe(digestOf(evidenceOf(sources)));
  expect(movedBetween(evidenceOf(sources), evidenceOf(later))).toEqual([]);
});

test("what moved is named by path with both values", () => {
  const after = withRun({ metrics: [{ key: "auc", value: 0.75 }] });
  expect(movedBetween(evidenceOf(sources), evidenceOf(after))).toEqual([
    { path: "run.metrics.auc", from: "0.8", to: "0.75" },
    { path: "run.metrics.loss", from: "NaN", to: "none" },
    { path: "run.metrics.ratio", from: "-Infinity", to: "none" },
  ]);
});

test("a long text that moved is named in short", () => {
  const after = withRun({ tags: { history: "x".repeat(5000) } });
  const [moved] = movedBetween(evidenceOf(sources), evidenceOf(after));
  expect(moved?.path).toBe("run.tags.history");
  expect(moved?.to.length).toBeLessThan(200);
});
