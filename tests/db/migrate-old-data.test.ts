import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { migratedOldData, type OldData } from "@/tests/support/old-data";

/** Tables whose rows were given another shape since; the queries below prove that what they held is still there. */
const reshaped = new Set(["metric_points"]);

/** Matches nothing: what was never read cannot have been kept. */
const missing = { "was read before": true };

let old: OldData;

beforeAll(async () => {
  old = await migratedOldData();
}, 120_000);

afterAll(async () => {
  const { sqlClient } = await import("@/lib/db/client");
  await sqlClient.end();
  await old.remove();
});

/** Imported late: the product's modules read the database's address when they load. */
async function product() {
  const { db, sqlClient } = await import("@/lib/db/client");
  const { workspaces } = await import("@/drizzle/schema/auth");
  const rows = await db.select({ id: workspaces.id, slug: workspaces.slug }).from(workspaces);
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  return {
    ids,
    sqlClient,
    ...(await import("@/tests/support/read-workspace")),
    ...(await import("@/lib/audit/inputs")),
    ...(await import("@/lib/audit/queries")),
    ...(await import("@/lib/registry/queries")),
    ...(await import("@/lib/gates/inputs")),
    ...(await import("@/lib/gates/gate-row-queries")),
    ...(await import("@/lib/gates/gate-queries")),
    ...(await import("@/lib/gates/rounds/refresh-gate")),
  };
}

test("every table has the rows it had", async () => {
  const { sqlClient } = await product();
  const counts: Record<string, number> = {};
  const expected = Object.entries(old.before.counts).filter(([table]) => !reshaped.has(table));
  for (const [table] of expected) {
    const [row] = await sqlClient<{ n: number }[]>`
      select count(*)::int as n from ${sqlClient(table)}`;
    counts[table] = row?.n ?? 0;
  }
  expect(counts).toEqual(Object.fromEntries(expected));
});

/** Policies in force call what serves by that word now; decided gates keep the rules they were decided by. */
function inTodaysWords(before: Record<string, object>): Record<string, object> {
  const policies = inWords(before["policies"]);
  const gates = Object.values(before["gates"] ?? {}).map((gate: { status?: unknown }) =>
    gate.status === "open" ? { ...gate, policy: inWords(Reflect.get(gate, "policy")) } : gate,
  );
  return { ...before, policies, gates };
}

function inWords(value: unknown): object {
  const words = JSON.stringify(value ?? missing)
    .replaceAll("champion_metric()", "serving_metric()")
    .replaceAll(/\bchampion\.(present|version|metrics)\b/g, "serving.$1");
  return z.looseObject({}).or(z.array(z.unknown())).parse(JSON.parse(words));
}

test("the segments of curves hold as many points as there were", async () => {
  const { sqlClient } = await product();
  const [row] = await sqlClient`select sum(n)::int as points from metric_segments`;
  expect(row).toEqual({ points: old.before.counts["metric_points"] });
  const [counted] = await sqlClient`select sum(logged)::int as points from run_metrics`;
  expect(counted).toEqual(row);
});

describe.each(["demo", "lab"])("the workspace %s", (slug) => {
  let now: Record<string, unknown>;
  let before: Record<string, object>;

  beforeAll(async () => {
    const { readWorkspace, ids } = await product();
    now = await readWorkspace(ids.get(slug) ?? "", old.readAt);
    before = inTodaysWords(old.before.workspaces[slug] ?? {});
  });

  test("verifies its chain up to the same head", () => {
    expect(now["chain"]).toMatchObject(before["chain"] ?? missing);
    expect(now["chain"]).toMatchObject({ verified: true, fault: null });
  });

  test.each(["members", "invitations", "keys", "policies"])("has the same %s", (part) => {
    expect(now[part]).toMatchObject(before[part] ?? missing);
  });

  test.each(["experiments", "runs", "loggedModels", "files", "modelFiles"])(
    "has the same %s, deleted ones too",
    (part) => {
      expect(now[part]).toMatchObject(before[part] ?? missing);
    },
  );

  test("has every point of every curve, in the same order", () => {
    expect(now["curves"]).toEqual(before["curves"]);
  });

  test("has the same models, versions, aliases and stage changes, and serves the same", () => {
    expect(now["models"]).toMatchObject(before["models"] ?? missing);
  });

  test("has the same record of every gate", () => {
    expect(now["gates"]).toMatchObject(before["gates"] ?? missing);
  });
});

test("what was written of a model by name is found by its id, under each name it bore", async () => {
  const { ids, reader, listAuditEntries, auditFilter, getModel } = await product();
  const ctx = reader(ids.get("demo") ?? "", new Date());
  const model = await getModel(ctx, "second name");
  const deeds = async (subject: string) => {
    const { entries } = await listAuditEntries(ctx, auditFilter.parse({ subject }), { limit: 50 });
    return entries.map(({ action, name }) => `${action} ${name}`).toReversed();
  };
  expect(await deeds(`model:${model.id}`)).toEqual([
    "model.create first name",
    "model.rename second name",
  ]);
  expect(await deeds(`version:${model.id}/1`)).toEqual(["version.create first name version 1"]);
});

describe("an open gate", () => {
  test.each([
    ["credit-default", 5],
    ["customer-churn", 2],
    // somebody edited its run's note after the vote
    ["pricing", 2],
  ])(
    "of %s version %i keeps its votes: what its checks read is the same",
    async (model, version) => {
      const { refreshGate } = await product();
      const { ctx, gateId, gate } = await openGate(model, version);
      expect(gate.current.votes).toHaveLength(1);
      expect(gate.outdated).toEqual([]);
      await expect(refreshGate(ctx, { gateId })).rejects.toThrow(
        "Nothing that the checks read has changed",
      );
    },
  );

  test("whose metric had moved since its round was opened still asks for a new one", async () => {
    const { refreshGate, getGate } = await product();
    const { ctx, gateId, gate } = await openGate("pricing", 4);
    expect(gate.outdated).toMatchObject([{ path: "run.metrics.auc", from: "0.76", to: "0.77" }]);
    await refreshGate(ctx, { gateId });
    const { current } = await getGate(ctx, gateId);
    expect(current).toMatchObject({ round: 2, votes: [] });
  });
});

/** The model's open gate, in the workspace that has most of them. */
async function openGate(model: string, version: number) {
  const { ids, reader, listGates, getGate, GateFilter } = await product();
  const ctx = reader(ids.get("demo") ?? "", new Date());
  const { rows } = await listGates(ctx, GateFilter.parse({ model, version, status: "open" }));
  const gateId = rows[0]?.id ?? "";
  return { ctx, gateId, gate: await getGate(ctx, gateId) };
}
