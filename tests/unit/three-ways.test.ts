import { expect, test } from "vitest";
import { z } from "zod";

import { command } from "@/lib/command";
import { section } from "@/lib/evidence/section";
import { intake } from "@/lib/intake";
import { query } from "@/lib/query";

/*
 * What each way in must not forget is part of its type. Each marked line must go on not compiling: the type checker
 * complains about a mark that has become needless.
 */
const permission = "tracking:write";
const input = z.object({});
const nothing = () => Promise.resolve(null);

test("a command that returns no entry does not compile", () => {
  command({
    permission,
    input,
    // @ts-expect-error -- the entry is missing
    run: async () => ({ result: null }),
  });
  command({
    permission,
    input,
    // @ts-expect-error -- the subject is of another kind than the action's
    run: async () => ({
      result: null,
      audit: { action: "run.create", subject: "model:1", name: "a run" } as const,
    }),
  });
  expect(typeof command).toBe("function");
});

const judge = () => ({ accepted: 1, count: 1, subjects: ["run:1"] as [string], content: [] });

test("an intake that returns no receipt, or one it made itself, does not compile", () => {
  intake({
    kind: "run_log",
    permission,
    input,
    judge,
    // @ts-expect-error -- the receipt is missing
    run: async () => ({ result: null }),
  });
  intake({
    kind: "run_log",
    permission,
    input,
    judge,
    // @ts-expect-error -- only a storing statement makes receipts
    run: async () => ({ result: null, receipt: { id: "1", refused: [] } }),
  });
  expect(typeof intake).toBe("function");
});

test("a query that names no permission does not compile", () => {
  // @ts-expect-error -- nobody was asked
  query({ run: nothing });
  // @ts-expect-error -- no such permission
  query({ permission: "everything", run: nothing });
  expect(typeof query).toBe("function");
});

test("a section gathers what its schema says, and nothing else compiles", () => {
  const schema = { files: "double", digest: "string" } as const;
  section({
    name: "files",
    schema,
    absent: { files: 0, digest: "" },
    // @ts-expect-error -- a number where the schema says text
    gather: async () => ({ value: { files: 1, digest: 2 }, source: "x", measuredAt: null }),
  });
  // @ts-expect-error -- what is read where nothing is on record is missing
  section({ name: "files", schema, gather: nothing });
  expect(typeof section).toBe("function");
});
