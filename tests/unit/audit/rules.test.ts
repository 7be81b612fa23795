import { createHash } from "node:crypto";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { entryFault, headFault, type StoredEntry } from "@/lib/audit/chain";
import { auditBody, canonicalJson, genesis, linkHash } from "@/lib/audit/rules";
import type { Actor } from "@/lib/auth/rules";

const actor: Actor = {
  kind: "user",
  workspaceId: "00000000-0000-7000-8000-000000000001",
  id: "00000000-0000-7000-8000-000000000002",
  name: "Ada",
  email: "ada@test.example",
  roles: ["admin"],
};
const at = new Date("2026-01-02T03:04:05.678Z");

function chain(length: number): StoredEntry[] {
  let previous = genesis;
  return Array.from({ length }, (_, index) => {
    const about = { action: "run.log", subject: `run:${index}`, name: "baseline" } as const;
    const entry = { ...about, after: { index } };
    const body = auditBody({ actor, now: at }, entry);
    const hash = linkHash(previous, index + 1, body);
    previous = hash;
    return {
      seq: index + 1,
      at,
      actorKind: "user",
      actorId: actor.id,
      actorName: "Ada",
      action: entry.action,
      subject: entry.subject,
      name: entry.name,
      body,
      hash,
    };
  });
}

function firstFault(entries: StoredEntry[]) {
  let last = { seq: 0, hash: genesis };
  for (const entry of entries) {
    const fault = entryFault(actor.workspaceId, last, entry);
    if (fault) return fault;
    last = { seq: entry.seq, hash: entry.hash };
  }
  return null;
}

test("canonical JSON is the same whatever the order of the keys", () => {
  expect(canonicalJson({ b: 1, a: { d: [1, null], c: "é" } })).toBe(
    '{"a":{"c":"é","d":[1,null]},"b":1}',
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      const backwards = Object.fromEntries(Object.entries(fields).toReversed());
      expect(canonicalJson(backwards)).toBe(canonicalJson(fields));
    }),
  );
});

test("canonical JSON of plain JSON is JSON of the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // -0 is 0 in JSON, and a key named __proto__ cannot be set by parsing
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
  );
});

test("a link is SHA-256 over the previous hash, the number and the body", () => {
  const expected = createHash("sha256").update(`${genesis}\n1\n{}`).digest("hex");
  expect(linkHash(genesis, 1, "{}")).toBe(expected);
});

test("an untouched chain has no fault", () => {
  const entries = chain(20);
  const last = entries.at(-1)!;
  expect(firstFault(entries)).toBeNull();
  expect(headFault(last, { seq: 20, hash: last.hash })).toBeNull();
});

test("each way of tampering is named at the entry it happened", () => {
  const changed = (index: number, change: Partial<StoredEntry>) =>
    chain(10).map((entry, place) => (place === index ? { ...entry, ...change } : entry));
  const body = chain(10)[4]!.body;
  expect(firstFault(changed(4, { body: body.replace("Ada", "Bob") }))).toMatchObject({
    seq: 5,
    kind: "body",
  });
  expect(firstFault(changed(4, { actorName: "Bob" }))).toMatchObject({ seq: 5, kind: "columns" });
  expect(firstFault(changed(4, { action: "run.delete" }))).toMatchObject({ kind: "columns" });
  expect(firstFault(changed(4, { subject: "run:x" }))).toMatchObject({ kind: "columns" });
  expect(firstFault(changed(4, { name: "other" }))).toMatchObject({ kind: "columns" });
  expect(firstFault(changed(4, { name: null }))).toMatchObject({ kind: "columns" });
  expect(firstFault(changed(4, { at: new Date(0) }))).toMatchObject({ kind: "columns" });
  expect(firstFault(changed(4, { actorId: null }))).toMatchObject({ kind: "columns" });
  expect(firstFault(chain(10).filter(({ seq }) => seq !== 5))).toMatchObject({
    seq: 5,
    kind: "missing",
  });
  expect(firstFault(chain(10).filter(({ seq }) => seq !== 1))).toMatchObject({
    seq: 1,
    kind: "missing",
  });
});

test("a rewritten entry with a fitting hash breaks the entry after it", () => {
  const entries = chain(10);
  const body = entries[4]!.body.replace("Ada", "Bob");
  const hash = linkHash(entries[3]!.hash, 5, body);
  entries[4] = { ...entries[4]!, body, hash, actorName: "Bob" };
  expect(firstFault(entries)).toMatchObject({ seq: 6, kind: "body" });
});

test("a head that does not fit the last entry is a fault", () => {
  const last = { seq: 9, hash: "a" };
  expect(headFault(last, { seq: 10, hash: "b" })).toMatchObject({ seq: 10, kind: "missing" });
  expect(headFault(last, { seq: 8, hash: "b" })).toMatchObject({ seq: 9, kind: "head" });
  expect(headFault(last, { seq: 9, hash: "b" })).toMatchObject({ seq: 9, kind: "head" });
  expect(headFault(last, undefined)).toMatchObject({ kind: "head" });
  expect(headFault({ seq: 0, hash: genesis }, undefined)).toBeNull();
});
