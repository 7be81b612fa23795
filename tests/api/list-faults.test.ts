import { beforeAll, describe, expect, test } from "vitest";

import { auditEndpoints } from "@/lib/audit/endpoints";
import type { Endpoint } from "@/lib/endpoint";
import { experimentEndpoints, runEndpoints } from "@/lib/experiments/endpoints";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { encodeCursor } from "@/lib/paging";
import { registryEndpoints } from "@/lib/registry/endpoints";
import { endpoints } from "@/lib/transport/endpoints";
import { answerOf, byKey, refusalOf, type Client } from "@/tests/support/rest";
import { makeWorkspace } from "@/tests/support/workspace";

/*
 * A list that is asked for what it cannot read says so by the field's name: left out in silence it would answer
 * something else than was asked.
 */

type Query = Record<string, string>;

let client: Client;

beforeAll(async () => {
  const ws = await makeWorkspace();
  client = await byKey(ws, ws.admin);
  await answerOf(client, registryEndpoints.createModel, { name: "churn" });
});

const paged: [Endpoint, Query][] = [
  [auditEndpoints.list, {}],
  [experimentEndpoints.list, {}],
  [gateEndpoints.list, {}],
  [jobEndpoints.reactions, {}],
  [registryEndpoints.listModels, {}],
  [registryEndpoints.listVersions, { name: "churn" }],
  [runEndpoints.list, { experimentId: "0" }],
];

const files: [Endpoint, Query][] = [
  [auditEndpoints.export, {}],
  [runEndpoints.exportCsv, { experimentId: "0" }],
];

async function refusedBy(endpoint: Endpoint, asked: Query): Promise<string[]> {
  const { status, fields } = await refusalOf(client, endpoint, asked);
  expect(status).toBe(400);
  return Object.keys(fields ?? {});
}

test("every endpoint with pages is among them", () => {
  const takesCursor = endpoints.filter((endpoint) => "next" in shapeOf(endpoint));
  const known = paged.map(([{ path }]) => path);
  expect(takesCursor.map(({ path }) => path).toSorted()).toEqual(known.toSorted());
});

const shapeOf = ({ answer }: Endpoint): object =>
  "shape" in answer && typeof answer.shape === "object" ? (answer.shape ?? {}) : {};

describe.each(paged.map(([endpoint, usual]) => ({ path: endpoint.path, endpoint, usual })))(
  "$path",
  ({ endpoint, usual }) => {
    test.each([
      ["no cursor at all", "nonsense"],
      ["the cursor of an order of another length", encodeCursor(["a", "b", "c", "d", "e", "f"])],
    ])("refuses %s", async (_what, cursor) => {
      expect(await refusedBy(endpoint, { ...usual, cursor })).toEqual(["cursor"]);
    });

    test("refuses a limit out of its range", async () => {
      expect(await refusedBy(endpoint, { ...usual, limit: "0" })).toEqual(["limit"]);
    });
  },
);

test.each([
  [auditEndpoints.list, ["a"]],
  [experimentEndpoints.list, ["a", "b"]],
  [gateEndpoints.list, ["a", "b"]],
  [jobEndpoints.reactions, ["a", "b"]],
  [registryEndpoints.listVersions, ["a"]],
  [runEndpoints.list, ["a", "b", "c"]],
])("$path refuses the cursor of a list with other values", async (endpoint, place) => {
  const usual = paged.find(([one]) => one === endpoint)?.[1];
  const cursor = encodeCursor(place);
  expect(await refusedBy(endpoint, { ...usual, cursor })).toEqual(["cursor"]);
});

test.each(
  [...paged, ...files].map(([endpoint, usual]) => ({ path: endpoint.path, endpoint, usual })),
)("$path refuses a field that it does not know", async ({ endpoint, usual }) => {
  expect(await refusedBy(endpoint, { ...usual, srot: "name" })).toEqual(["srot"]);
});

test.each([
  [experimentEndpoints.list, { sort: "size" }],
  [experimentEndpoints.list, { direction: "up" }],
  [experimentEndpoints.list, { lifecycle: "gone" }],
  [registryEndpoints.listModels, { sort: "size" }],
  [registryEndpoints.listModels, { stage: "shipped" }],
  [registryEndpoints.listModels, { tier: "huge" }],
  [gateEndpoints.list, { status: "ajar" }],
  [gateEndpoints.list, { stage: "shipped" }],
  [gateEndpoints.list, { show: "yours" }],
  [auditEndpoints.list, { action: "no such action" }],
  [auditEndpoints.list, { from: "yesterday" }],
  [auditEndpoints.list, { logging: "some" }],
  [jobEndpoints.reactions, { status: "lost" }],
])("$path refuses %o by its name", async (endpoint, asked) => {
  expect(await refusedBy(endpoint, asked)).toEqual(Object.keys(asked));
});

describe.each([
  { path: runEndpoints.list.path, endpoint: runEndpoints.list },
  { path: runEndpoints.exportCsv.path, endpoint: runEndpoints.exportCsv },
])("$path", ({ endpoint }) => {
  test.each([
    { sort: "size" },
    { sort: "duration" },
    { sort: "metrics." },
    { sort: "metric.auc" },
    { direction: "up" },
    { lifecycle: "gone" },
    { columns: "metrics.auc,nonsense" },
    { columns: Array.from({ length: 61 }, (_, at) => `metrics.m${at}`).join(",") },
    { filter: "metrics.auc >" },
  ])("refuses %o", async (asked) => {
    expect(await refusedBy(endpoint, { experimentId: "0", ...asked })).toEqual(Object.keys(asked));
  });
});

test("whatever a run is sorted by or shown with is taken by the names that the refusals give", async () => {
  const columns = "start_time,duration,author,dataset,commit,metrics.auc,params.a b,tags.team";
  for (const sort of ["run_name", "status", "start_time", "metrics.auc", "params.a b", "tags.t"])
    expect(
      await answerOf(client, runEndpoints.list, { experimentId: "0", sort, columns }),
    ).toMatchObject({ columns: columns.split(",") });
});
