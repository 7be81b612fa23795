import { expect, test } from "vitest";

import { cutMark, cutToLength, lineStart, marked } from "@/lib/experiments/cut";

test("a value too long is cut as MLflow cuts it, and a line says so", () => {
  const pairs = [
    { key: "lr", value: "0.1" },
    { key: "emoji", value: "😀".repeat(6000) },
    { key: "features", value: "x".repeat(7000) },
  ];
  const { kept, lines } = cutToLength("param", pairs);
  expect(kept.map(({ value }) => value)).toEqual(["0.1", "😀".repeat(6000), "x".repeat(6000)]);
  expect(lines).toEqual(['param "features" cut from 7000 to 6000 characters']);
  expect(cutToLength("tag", [{ key: "n", value: "x".repeat(8000) }]).lines).toEqual([]);
});

const line = (kind: "param" | "tag", key: string) => `${lineStart(kind, key)}cut from 9 to 8`;

test("the mark says what is cut now: lines of what is written anew give way", () => {
  const once = marked({ a: "1" }, [], [line("tag", "b"), line("param", "p")]);
  expect(once).toEqual({ a: "1", [cutMark]: 'param "p" cut from 9 to 8; tag "b" cut from 9 to 8' });
  expect(marked(once, [], [line("param", "p")])).toEqual(once);
  const shorter = marked(once, [lineStart("tag", "b")], []);
  expect(shorter).toEqual({ a: "1", [cutMark]: 'param "p" cut from 9 to 8' });
  expect(marked({ [cutMark]: line("tag", "b") }, [lineStart("tag", "b")], [])).toEqual({});
});
