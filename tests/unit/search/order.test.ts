import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Refusal } from "@/lib/errors";
import { encodeCursor } from "@/lib/paging";
import { afterSql, decodePlace, parseOrder, parseOrders, type SortTerm } from "@/lib/search/order";

const terms: SortTerm[] = [
  { by: sql`a`, direction: "desc", type: "float8" },
  { by: sql`b`, direction: "asc", type: "text" },
];

describe("order clauses", () => {
  test.each([
    ["metrics.loss", { entity: "metrics", key: "loss", direction: "asc" }],
    ["metrics.loss DESC", { entity: "metrics", key: "loss", direction: "desc" }],
    ["  start_time   asc ", { entity: null, key: "start_time", direction: "asc" }],
    ["params.`a desc` desc", { entity: "params", key: "a desc", direction: "desc" }],
    ['tags."x y"', { entity: "tags", key: "x y", direction: "asc" }],
  ])("reads %j", (clause, expected) => {
    expect(parseOrder(clause)).toEqual(expected);
  });

  test.each(["", "a b", "metrics.x DSC", "1", "metrics.a; select", "a, b"])(
    "refuses %j",
    (clause) => {
      expect(() => parseOrder(clause)).toThrow("Invalid order_by clause");
    },
  );

  test("a field named twice is refused", () => {
    expect(() => parseOrders(["metrics.a", "metrics.a DESC"])).toThrow("duplicate fields");
  });
});

describe("page tokens", () => {
  test("a place survives the token", () => {
    const place = fc.tuple(
      fc.option(fc.double().map(String), { nil: null }),
      fc.option(fc.string({ unit: "grapheme" }), { nil: null }),
    );
    fc.assert(
      fc.property(place, (values) => {
        expect(decodePlace(encodeCursor(values), terms)).toEqual(values);
      }),
    );
  });

  test("any other text is refused", () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        expect(() => decodePlace(token, terms)).toThrow(Refusal);
      }),
    );
    expect(() => decodePlace(encodeCursor(["1"]), terms)).toThrow("Invalid page token");
    expect(() => decodePlace(encodeCursor(["x", "y"]), terms)).toThrow("Invalid page token");
  });

  test("the next page begins behind the last row, term by term", () => {
    const { sql: text, params } = new PgDialect().sqlToQuery(afterSql(terms, ["1.5", null]));
    expect(text).toBe(
      "(a <= $1::text::float8 and (a < $2::text::float8 or (a = $3::text::float8 and (b is null and false))))",
    );
    expect(params).toEqual(["1.5", "1.5", "1.5"]);
  });
});
