import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { z } from "zod";

import { address } from "@/lib/address";
import { auditPage } from "@/lib/audit/inputs";
import { experimentsInput, runsPageInput } from "@/lib/experiments/inputs";
import { GateFilter } from "@/lib/gates/inputs";
import { encodeCursor } from "@/lib/paging";
import { ListModels } from "@/lib/registry/inputs";

const models = address(ListModels);
const runs = address(runsPageInput, { experimentId: "7" });

/** What a browser hands to the page at this address. */
function searchOf(link: string): Record<string, string> {
  return Object.fromEntries(new URL(link, "http://gatehouse.test").searchParams);
}

test("only what differs from what is usual stands in the address", () => {
  const { asked } = models.read({ sort: "updated", stage: "staging", limit: "50" });
  expect(models.link("/models", asked)).toBe("/models?stage=staging&sort=updated");
  expect(models.link("/models", asked, { stage: null })).toBe("/models?sort=updated");
  expect(models.link("/models", asked, { sort: "name", direction: "asc", stage: null })).toBe(
    "/models",
  );
});

test("a sort that usually falls needs no word for falling, and one for rising", () => {
  const { asked } = models.read({});
  expect(asked).toMatchObject({ sort: "name", direction: "asc" });
  expect(models.link("/m", asked, { sort: "tier", direction: "desc" })).toBe("/m?sort=tier");
  expect(models.link("/m", asked, { sort: "tier", direction: "asc" })).toBe(
    "/m?sort=tier&direction=asc",
  );
});

test("a link to another view begins at its first page", () => {
  const cursor = encodeCursor(["m"]);
  const { asked } = models.read({ cursor });
  expect(asked.cursor).toBe(cursor);
  expect(models.link("/m", asked, { q: "churn" })).toBe("/m?q=churn");
  expect(models.link("/m", asked, { cursor: "next" })).toBe("/m?cursor=next");
});

test("a value that cannot be read counts as not given, and its fault is told", () => {
  const { asked, given, faults } = address(auditPage).read({
    from: "yesterday",
    action: "gate",
    limit: "0",
    unknown: "x",
  });
  expect(asked).toMatchObject({ action: "gate", limit: 50 });
  expect(asked.from).toBeUndefined();
  expect(given).toEqual({ from: "yesterday", action: "gate", limit: "0" });
  expect(Object.keys(faults)).toEqual(["from", "limit"]);
  expect(faults["from"]?.[0]).toContain("Write a day");
});

test("an empty or repeated value is read as a form and a person mean it", () => {
  expect(models.read({ q: "", stage: ["production", "staging"] }).asked).toMatchObject({
    q: "",
    stage: "production",
  });
});

test("no query changes what the path says", () => {
  const { asked } = runs.read({ experimentId: "8", sort: "metrics.auc" });
  expect(asked.experimentId).toBe("7");
  expect(runs.link("/experiments/7", asked)).toBe("/experiments/7?sort=metrics.auc");
});

const texts = fc
  .option(fc.string({ unit: "grapheme", maxLength: 30 }), { nil: undefined })
  .map((text) => text?.trim() || undefined);
const some = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const direction = some(["asc", "desc"] as const);

test.each([
  [
    "models",
    ListModels,
    fc.record({
      q: texts,
      sort: some(["name", "updated", "tier"]),
      direction,
      stage: some(["staging", "retired"]),
      tier: some(["low", "unclassified"]),
      limit: fc.integer({ min: 1, max: 200 }),
    }),
  ],
  [
    "experiments",
    experimentsInput,
    fc.record({
      q: texts,
      sort: some(["activity", "name", "created", "runs"]),
      direction,
      lifecycle: some(["active", "deleted"]),
    }),
  ],
  [
    "gates",
    GateFilter,
    fc.record({
      status: some(["open", "decided", "all", "go"]),
      model: texts,
      show: some(["all", "mine", "waiting"]),
      version: some([1, 12]),
    }),
  ],
  [
    "audit",
    auditPage,
    fc.record({
      actor: texts,
      subject: texts,
      logging: some(["hide", "show"]),
      to: some(["2026-11-23"]),
    }),
  ],
] as [string, z.ZodType<object>, fc.Arbitrary<object>][])(
  "every view of the %s has an address that is read as that view",
  (_list, schema, wanted) => {
    const list = address(schema);
    fc.assert(
      fc.property(wanted, (given) => {
        const asked = schema.parse(given);
        const read = list.read(searchOf(list.link("/list", asked)));
        expect([read.asked, read.faults]).toEqual([asked, {}]);
      }),
    );
  },
);
