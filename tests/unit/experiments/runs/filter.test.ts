import { expect, test } from "vitest";

import { completeFilter } from "@/lib/experiments/runs/filter-completion";
import { filterFault } from "@/lib/experiments/runs/filter-fault";
import { orderClause, runColumns } from "@/lib/experiments/runs/run-columns";

const keys = { metric: ["auc", "val loss"], param: ["max_depth"], tag: ["team"] };
const at = (text: string) => completeFilter(text, text.length, keys);
const texts = (text: string) => at(text).options.map((option) => option.text);

test("an empty filter offers what can be compared", () => {
  expect(texts("")).toEqual(
    expect.arrayContaining(["metrics.auc", "params.max_depth", "tags.team", "status"]),
  );
});

test("a key is found by its own name and by its full one, and quoted where it must be", () => {
  expect(texts("au")[0]).toBe("metrics.auc");
  expect(texts("metrics.va")).toEqual(["metrics.`val loss`"]);
  expect(at("metrics.va")).toMatchObject({ from: 0, to: 10 });
});

test("after a name come the operators its kind allows", () => {
  expect(texts("metrics.auc ")).toContain(">=");
  expect(texts("metrics.auc ")).not.toContain("LIKE");
  expect(texts("params.max_depth ")).toContain("LIKE");
  expect(texts("status ")).toContain("IN");
});

test("after an operator a status offers its values, also within an open quote", () => {
  expect(texts("status = ")).toContain("'FINISHED'");
  expect(texts("status = 'FA")).toEqual(["'FAILED'"]);
});

test("after a comparison comes AND or OR, and a name after that", () => {
  expect(texts("metrics.auc > 0.8 ")).toEqual(["AND", "OR"]);
  expect(texts("(metrics.auc > 0.8 ")).toEqual(["AND", "OR", ")"]);
  expect(texts("metrics.auc > 0.8 AND par")).toEqual(["params.max_depth"]);
  expect(texts("status IN ('FAILED') ")).toEqual(["AND", "OR"]);
  expect(texts("params.max_depth IS NOT NULL ")).toEqual(["AND", "OR"]);
});

test("a fault says where it is", () => {
  expect(
    filterFault("metrics.auc > 1 foo", "Invalid clause(s) in filter string: 'foo'"),
  ).toMatchObject({ position: 17 });
  expect(
    filterFault("blob.x = 1", "Invalid entity type 'blob'. Valid values are ['metric']"),
  ).toMatchObject({ position: 1 });
});

test("columns of an address are taken as they come, each once", () => {
  const columns = runColumns("metrics.auc,params.max_depth,metrics.auc,,duration", keys);
  expect(columns.map(({ id }) => id)).toEqual(["metrics.auc", "params.max_depth", "duration"]);
});

test("only what can be ordered by becomes an order clause, with its key quoted", () => {
  expect(orderClause("metrics.val loss", "desc")).toBe("metrics.`val loss` desc");
  expect(orderClause("duration", "asc")).toBeNull();
  expect(orderClause("metrics.a`b", "asc")).toBeNull();
});
