import { sql } from "drizzle-orm";
import { array, assert, asyncProperty, constantFrom, tuple } from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { db } from "@/lib/db/client";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { searchExperiments } from "@/lib/experiments/experiment-search-queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { logBatch } from "@/lib/experiments/runs/log-batch";
import { searchRuns } from "@/lib/experiments/runs/run-search-queries";
import { createModel } from "@/lib/registry/create-model";
import { createVersion } from "@/lib/registry/create-version";
import { searchModels, searchVersions } from "@/lib/registry/search-queries";
import { textCondition } from "@/lib/search/condition";
import { makeWorkspace, type UserActor } from "@/tests/support/workspace";

const path = String.raw`C:\data\train.csv`;
const patterns: [pattern: string, found: boolean][] = [
  [String.raw`%\data\%`, true],
  [String.raw`C:\data\train.csv`, true],
  [String.raw`C:\\data%`, false],
  [String.raw`C:\data\%`, true],
  [String.raw`%csv\%`, false],
  ["C:\\data\\", false],
  ["%\\", false],
  [String.raw`C:_data_train.csv`, true],
];

let ctx: { actor: UserActor; now: Date };
let experimentId: string;

beforeAll(async () => {
  ctx = { actor: (await makeWorkspace()).admin, now: new Date() };
  const tags = [{ key: "path", value: path }];
  experimentId = (await createExperiment(ctx, { name: path, tags })).experimentId;
  const { runId } = await createRun(ctx, { experimentId, name: path });
  await logBatch(ctx, { runId, params: tags, tags });
  await createModel(ctx, { name: "paths", tags: { path } });
  await createVersion(ctx, { name: "paths", source: "s3://bucket/a", tags: { path } });
});

const page = { orderBy: [], limit: 10, cursor: "" };
const searches: [of: string, field: string, search: (filter: string) => Promise<number>][] = [
  ["runs", "params.path", async (filter) => (await inRuns(filter)).runs.length],
  ["runs", "tags.path", async (filter) => (await inRuns(filter)).runs.length],
  ["runs", "attributes.run_name", async (filter) => (await inRuns(filter)).runs.length],
  ["experiments", "name", async (filter) => (await inExperiments(filter)).experiments.length],
  ["experiments", "tags.path", async (filter) => (await inExperiments(filter)).experiments.length],
  [
    "models",
    "tags.path",
    async (filter) => (await searchModels(ctx, { ...page, filter })).rows.length,
  ],
  [
    "versions",
    "tags.path",
    async (filter) => (await searchVersions(ctx, { ...page, filter })).rows.length,
  ],
];
const inRuns = (filter: string) => searchRuns(ctx, { experimentIds: [experimentId], filter });
const inExperiments = (filter: string) => searchExperiments(ctx, { filter });

describe.each(searches)(
  "A backslash in a pattern over %s is a backslash (%s)",
  (_, field, search) => {
    test.each(patterns)("LIKE '%s'", async (pattern, found) => {
      expect(await search(`${field} LIKE '${pattern}'`)).toBe(found ? 1 : 0);
      expect(await search(`${field} ILIKE '${pattern.toUpperCase()}'`)).toBe(found ? 1 : 0);
    });
  },
);

test("Only % and _ are special in any pattern, and none is refused", async () => {
  const piece = constantFrom("a", "\\", "%", "_", "'", "b", "é", "🙂");
  const word = array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  await assert(
    asyncProperty(array(tuple(word, word), { minLength: 50, maxLength: 50 }), async (pairs) => {
      const answers = pairs.map(([text, pattern]) =>
        textCondition(
          sql`${text}::text`,
          {
            entity: null,
            key: "k",
            operator: "LIKE",
            value: { kind: "string", text: pattern, value: pattern },
          },
          "k",
        ),
      );
      const [row] = await db.execute<{ found: boolean[] }>(
        sql`select json_build_array(${sql.join(answers, sql`, `)}) as found`,
      );
      expect(row?.found).toEqual(pairs.map(([text, pattern]) => matches(text, pattern)));
    }),
    { numRuns: 20 },
  );
});

/** What LIKE means without an escape: % is any text, _ any one character. */
function matches(text: string, pattern: string): boolean {
  const parts = Array.from(pattern, (char) =>
    char === "%"
      ? ".*"
      : char === "_"
        ? "."
        : char.replace(/[\\'^$.*+?()[\]{}|/-]/, String.raw`\$&`),
  );
  return new RegExp(`^${parts.join("").replaceAll(String.raw`\'`, "'")}$`, "su").test(text);
}
