import { PgDialect } from "drizzle-orm/pg-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Refusal } from "@/lib/errors";
import { runCondition } from "@/lib/experiments/runs/run-fields";
import { compileFilter } from "@/lib/search/condition";
import { parseFilter, parseName, type Filter } from "@/lib/search/filter";

const dialect = new PgDialect();

function compiled(text: string) {
  return dialect.sqlToQuery(compileFilter(parseFilter(text), runCondition));
}

function shape(filter: Filter): string {
  if (filter.kind === "compare") {
    const { entity, key, operator, value } = filter.comparison;
    return `${entity ?? ""}.${key} ${operator} ${value.text}`.trim();
  }
  return `(${filter.of.map(shape).join(filter.kind === "all" ? " & " : " | ")})`;
}

describe("the filter grammar", () => {
  test.each([
    ["", "()"],
    ["  ", "()"],
    ["metrics.loss < 1", "metrics.loss < 1"],
    ["metrics.loss<-1.5e-3", "metrics.loss < -1.5e-3"],
    ["status = 'FINISHED'", ".status = 'FINISHED'"],
    ['params."learning rate" = "0.1"', 'params.learning rate = "0.1"'],
    ["tags.`mlflow.runName` LIKE 'a%'", "tags.mlflow.runName LIKE 'a%'"],
    ["tags.mlflow.source.name ilike 'x'", "tags.mlflow.source.name ILIKE 'x'"],
    ["metrics.`a/b c` >= 2 and params.p != 'q'", "(metrics.a/b c >= 2 & params.p != 'q')"],
    ["metrics.точность > 0.5", "metrics.точность > 0.5"],
    ["params.größe = 'x'", "params.größe = 'x'"],
    ["tags.模型/a-1 LIKE 'x%'", "tags.模型/a-1 LIKE 'x%'"],
    ["метрика = 1 or ıs = 2", "(.метрика = 1 | .ıs = 2)"],
    ["run_id in ('a', 'b')", ".run_id IN ('a', 'b')"],
    ["run_id IN ('a',)", ".run_id IN ('a',)"],
    ["run_id NOT  IN ('a')", ".run_id NOT IN ('a')"],
    ["tags.t IS NOT NULL or params.p is null", "(tags.t IS NOT NULL | params.p IS NULL)"],
    ["a = 1 or b = 2 and c = 3", "(.a = 1 | (.b = 2 & .c = 3))"],
    ["(a = 1 or b = 2) and c = 3", "((.a = 1 | .b = 2) & .c = 3)"],
    ["((a = 1))", ".a = 1"],
    ["tags.x = 'it''s'", "tags.x = 'it''s'"],
    [
      "dataset.name = 'd' AND datasets.context = 'train'",
      "(dataset.name = 'd' & datasets.context = 'train')",
    ],
    ["metrics.a = 1;", "metrics.a = 1"],
  ])("reads %j", (text, expected) => {
    expect(shape(parseFilter(text))).toBe(expected);
  });

  test.each([
    ["metrics.a", "Invalid clause(s) in filter string: 'metrics.a'"],
    ["metrics.a = 1 and", "Invalid clause(s) in filter string: 'and'"],
    ["metrics.a = 1 metrics.b = 2", "Invalid clause(s) in filter string: 'metrics.b = 2'"],
    ["metrics.a = 1; drop table runs", "Invalid clause(s) in filter string: '; drop table runs'"],
    ["(metrics.a = 1", "Invalid clause(s) in filter string: '(metrics.a = 1'"],
    ["metrics.a = 1)", "Invalid clause(s) in filter string: ')'"],
    ["params.a = 'open", "Invalid clause(s) in filter string: ''open'"],
    ["run_id IN ()", "Invalid clause(s) in filter string: '()'"],
    ["run_id NOT 'a'", "Invalid clause(s) in filter string"],
    ["= 1", "Invalid clause(s) in filter string: '= 1'"],
  ])("refuses %j", (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  test("nesting and length have bounds", () => {
    expect(() => parseFilter(`${"(".repeat(60)}a = 1${")".repeat(60)}`)).toThrow("at most 50 deep");
    expect(() => parseFilter("a = 1 and ".repeat(600) + "a = 1")).toThrow(
      "at most 500 comparisons",
    );
    expect(() => parseFilter("a".repeat(30_000))).toThrow("at most 20000 characters");
  });

  test("a name splits at its first dot and loses its quotes", () => {
    expect(parseName("metrics.a.b")).toEqual({ entity: "metrics", key: "a.b" });
    expect(parseName("`run name`")).toEqual({ entity: null, key: "run name" });
    expect(parseName("tags.`a.b`")).toEqual({ entity: "tags", key: "a.b" });
  });
});

describe("comparisons over runs", () => {
  test.each([
    ["metrics.x = 'a'", "Expected numeric value type for metric. Found 'a'"],
    ["params.x = 1", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1"],
    ["tags.x = y", "Use either single or double quotes."],
    ["params.x > '1'", "Invalid comparator '>'"],
    ["metrics.x LIKE '1'", "Invalid comparator 'LIKE'"],
    ["foo.x = 1", "Invalid entity type 'foo'"],
    ["foo = 'x'", "Invalid attribute key 'foo' specified"],
    ["start_time = 'x'", "Expected numeric value type for numeric attribute: start_time"],
    ["dataset.colour = 'x'", "Invalid dataset key 'colour'"],
    ["run_id IN (1)", "expected string value"],
    ["run_id IN 'a'", "expected a parenthesised list"],
    ["constructor.x = 1", "Invalid entity type 'constructor'"],
    ["toString = 'x'", "Invalid attribute key 'toString'"],
  ])("refuses %j", (text, message) => {
    expect(() => compiled(text)).toThrow(message);
  });

  test("what a user writes reaches the database as a parameter only", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(text, text, (key, value) => {
        const wanted = value.replaceAll("'", "");
        const name = key.replaceAll("`", "") || "k";
        const { sql, params } = compiled(`params.\`${name}\` = '${wanted}'`);
        expect(sql).toBe(`r.params @> $1::text::jsonb`);
        expect(params).toEqual([`{${JSON.stringify(name)}:${JSON.stringify(wanted)}}`]);
      }),
    );
  });

  test("no text makes the reader fail other than by a refusal", () => {
    const words = fc.constantFrom(
      ..."metrics. params. tags. x `a b` ' \" ( ) , = != < > LIKE IN NOT IS NULL and or 1 -2.5 'v' run_id status".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          compiled(filter);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 500 },
    );
  });
});
