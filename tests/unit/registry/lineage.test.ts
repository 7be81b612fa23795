import { expect, test } from "vitest";

import { pickledFiles } from "@/lib/artifacts/pickled-files";
import { lineageOf } from "@/lib/registry/lineage";

const run = {
  params: { C: "1" },
  tags: { "mlflow.source.git.commit": "abc" },
  datasets: [
    { name: "train", digest: "d1" },
    { name: "holdout", digest: "d2" },
  ],
};
const file = (path: string) => ({ path, size: 1, sha256: "ab".repeat(32) });
const manifest = {
  digest: "ff",
  files: [file("MLmodel"), file("model.pkl"), file("requirements.txt")],
};

test("lineage is complete when data, code, params, environment and artifact are known", () => {
  expect(lineageOf(run, manifest)).toMatchObject({
    complete: true,
    missing: [],
    dataset_digest: "holdout:d2, train:d1",
    commit: "abc",
    params: 1,
    environment: "requirements.txt:abababababab",
    artifact_digest: "ff",
  });
});

test("every missing item is named", () => {
  expect(lineageOf(null, { digest: null, files: [] }).missing).toEqual([
    "dataset digest",
    "commit",
    "params",
    "environment",
    "artifact digest",
  ]);
});

test("a blank commit tag is no commit", () => {
  const blank = { ...run, tags: { "mlflow.source.git.commit": "  " } };
  expect(lineageOf(blank, manifest).missing).toEqual(["commit"]);
});

test("the order in which datasets were logged does not matter", () => {
  const reversed = { ...run, datasets: run.datasets.toReversed() };
  expect(lineageOf(reversed, manifest)).toEqual(lineageOf(run, manifest));
});

test("files that run code when loaded are found", () => {
  expect(pickledFiles(manifest.files)).toEqual(["model.pkl"]);
});
