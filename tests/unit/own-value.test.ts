import { expect, test } from "vitest";

import { changedFields } from "@/components/audit/changed-fields";
import { compare } from "@/lib/experiments/comparison/comparison";
import { changedParams } from "@/lib/experiments/runs/pairs";
import { comparisonOf, type Side } from "@/lib/gates/rounds/comparison";
import { wirePairs } from "@/lib/mlflow/wire";
import { ownValue } from "@/lib/own-value";
import { files, text } from "@/tests/support/source";

/** Every name that any object has without being given it. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

const record = <Value>(key: string, value: Value): Record<string, Value> =>
  Object.fromEntries([[key, value]]);

const side = (version: number, key: string | null): Side => ({
  version,
  metrics: key === null ? {} : record(key, 0.5),
  params: key === null ? {} : record(key, "ferrari"),
  datasets: key === null ? {} : record(key, "d1"),
  commit: null,
  environment: key === null ? {} : record(key, "1.0"),
  files: key === null ? {} : record(key, "0123456789abcdef"),
});

test.each(inherited)(
  "What nobody logged under %s is missing, and what somebody did is there",
  (key) => {
    expect(ownValue({}, key)).toBeUndefined();
    expect(ownValue(record(key, "ferrari"), key)).toBe("ferrari");

    const run = (id: string, own: boolean) => ({
      id,
      params: own ? record(key, "ferrari") : {},
      metrics: own ? record(key, 0.5) : {},
      tags: own ? record(key, "x") : {},
      datasets: own ? record(key, "d1") : {},
      code: {},
      environment: null,
    });
    const { params, metrics, tags, datasets } = compare([run("a", true), run("b", false)], "a");
    expect(params).toEqual([{ key, values: ["ferrari", null], differs: true }]);
    expect(datasets).toEqual([{ key, values: ["d1", null], differs: true }]);
    expect(tags.map(({ values }) => values)).toEqual([["x", null]]);
    expect(metrics).toMatchObject([{ key, values: [0.5, null], deltas: [0, null] }]);

    for (const [serving, candidate] of [
      [side(1, key), side(2, null)],
      [side(1, null), side(2, key)],
    ] as const)
      for (const { rows } of comparisonOf(serving, candidate, null).parts)
        expect(rows[0]?.values.filter((value) => value === null)).toHaveLength(1);

    expect(changedParams({}, [{ key, value: "new" }])).toEqual([]);
    expect(changedParams(record(key, "old"), [{ key, value: "new" }])).toEqual([
      { key, before: "old", after: "new" },
    ]);
    expect(changedFields({}, record(key, 1))).toEqual([key]);
    expect(changedFields(record(key, 1), record(key, 1))).toEqual([]);
    expect(wirePairs(record(key, "x"))).toEqual([{ key, value: "x" }]);
  },
);

/**
 * Whether a name that users choose is looked up by index. Those in the list are read with names of our own.
 */
const byIndex = /[\w)\]]\[(key|name|column\.key|metric|param|tag)\](?!\s*(=[^=>]|\?\?=))/;
const ownNames = [
  "components/experiments/run-filter.tsx",
  "lib/experiments/runs/run-columns.ts",
  "lib/experiments/runs/source-code.ts",
  "lib/evidence/gather.ts",
  "lib/env.ts",
  "lib/experiments/runs/metric-columns.ts",
  "lib/own-value.ts",
  "lib/transport/json-schema.ts",
  "lib/transport/openapi.ts",
  "components/blocks/dialog-form.tsx",
  "components/dossier/version-tabs.tsx",
];

test("No record is asked by index for a name that somebody chose: ownValue or a Map", () => {
  const found = files
    .filter((file) => /^(lib|components|app)\//.test(file) && !ownNames.includes(file))
    .flatMap((file) =>
      text(file)
        .split("\n")
        .flatMap((line, at) => (byIndex.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});
