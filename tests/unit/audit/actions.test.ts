import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { actions, auditActions, followedActions, isAction, saysOf } from "@/lib/audit/actions";
import { changesNothing } from "@/lib/audit/rules";
import { readSubject } from "@/lib/audit/subjects";

const commands = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"))
  .filter((code) => /\bcommand\(\{/.test(code));

test("every action is what some command does, or marked as only on chains from before", () => {
  const done = auditActions.filter((name) => commands.some((code) => code.includes(`"${name}"`)));
  expect(done).toEqual(auditActions.filter((name) => !("past" in actions[name])));
});

test("every word on the chains of old data is in the table", () => {
  const rows = gunzipSync(readFileSync("tests/fixtures/old-data/rows.tsv.gz")).toString("utf8");
  const words = new Set(
    [...rows.matchAll(/^audit_entries\t.*?"action":"([^"]+)"/gm)].map(([, word = ""]) => word),
  );
  expect(words.size).toBeGreaterThan(40);
  expect([...words].filter((word) => !isAction(word))).toEqual([]);
});

test("an entry wakes the followers exactly when one of them waits for it", async () => {
  // never connected to: the module's commands want an address when they load
  process.env["DATABASE_URL"] ||= "postgres://127.0.0.1/none";
  const { followers } = await import("@/lib/workspace/jobs");
  const awaited = new Set(followers.flatMap(({ on }) => on));
  expect(followedActions.toSorted()).toEqual([...awaited].toSorted());
});

test("an action this version does not know is shown as it stands", () => {
  expect(saysOf("model.rename")).toBe("renamed a model");
  expect(saysOf("later.word")).toBe("later.word");
  expect(saysOf("constructor")).toBe("constructor");
});

test("a subject is whole by the form of its kind's ids alone", () => {
  const id = "0199f2c4-1d2e-7abc-8def-0123456789ab";
  expect(readSubject(`model:${id}`)).toEqual({ kind: "model", id, whole: true });
  expect(readSubject(`version:${id}/12`)?.whole).toBe(true);
  expect(readSubject(`run:${"a".repeat(32)}`)?.whole).toBe(true);
  expect(readSubject("experiment:0")?.whole).toBe(true);
  expect(readSubject("model:credit-default")?.whole).toBe(false);
  expect(readSubject("version:credit-default/3")?.whole).toBe(false);
  expect(readSubject(`version:${id}`)?.whole).toBe(false);
  expect(readSubject("credit-default")).toBeNull();
  expect(readSubject("constructor:x")).toBeNull();
});

test("an entry says nothing exactly when all it tells is as it was", () => {
  const about = { action: "model.set_tag", subject: "model:x", name: "credit" } as const;
  expect(changesNothing({ ...about, before: { a: "1" }, after: { a: "1" } })).toBe(true);
  expect(changesNothing({ ...about, before: { a: undefined } })).toBe(true);
  expect(changesNothing({ ...about, before: { a: "1" }, after: { a: "2" } })).toBe(false);
  expect(changesNothing({ ...about, before: { a: undefined }, after: { a: "1" } })).toBe(false);
  expect(changesNothing(about)).toBe(false);
});
