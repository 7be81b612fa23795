import { expect, test } from "vitest";

import { kindOf } from "@/tests/support/kinds";
import { code, files, imports } from "@/tests/support/source";

/** Files that hold the connections themselves, each with its reason. All others get theirs from a factory. */
const holders = new Map([
  ["lib/db/transaction.ts", "begins and commits for lib/command"],
  ["lib/query.ts", "hands reads what to read from"],
  ["lib/db/ping.ts", "whether the database answers"],
  ["lib/db/prepared.ts", "names the statements of the hottest paths"],
  ["lib/auth/identity/identity-queries.ts", "establishes who asks"],
  ["lib/auth/identity/invitation-queries.ts", "the invitation's token is the right to ask"],
  ["lib/auth/identity/oidc-queries.ts", "establishes who asks"],
  ["lib/auth/identity/attempts.ts", "counts sign-ins before anybody is known"],
  ["lib/auth/identity/end-session.ts", "ends the session of whoever shows its cookie"],
  ["lib/auth/identity/key-use.ts", "notes when a key was last used"],
  ["lib/jobs/add-job.ts", "adds to the queue"],
  ["lib/jobs/clock.ts", "finds the workspaces there are"],
  ["lib/jobs/cursors.ts", "how far a follower has read"],
  ["lib/jobs/following.ts", "finds the workspaces that have something to follow"],
  ["lib/audit/jobs.ts", "notes how far heads were signed"],
  ["lib/artifacts/jobs.ts", "sweeps the store of all workspaces"],
]);

const lib = files.filter((file) => file.startsWith("lib/"));

const reads = lib.filter(
  (file) => !holders.has(file) && ["queries", "screen", "evidence"].includes(kindOf(file)),
);

test("only the factories and their few exceptions hold a connection", () => {
  const held = new Set(
    imports
      .filter(({ target, typeOnly }) => target === "lib/db/client" && !typeOnly)
      .map(({ file }) => file)
      .filter((file) => lib.includes(file)),
  );
  expect([...held].filter((file) => !holders.has(file))).toEqual([]);
  expect([...holders.keys()].filter((file) => !held.has(file))).toEqual([]);
});

test("every read is made by the factory, or is a part of one that is", () => {
  const wrong = reads.flatMap((file) =>
    [...code(file).matchAll(/export (?:async )?function\*? (\w+)[^(]*\(\s*([^)]*)/g)]
      .filter(([found, , given = ""]) => found.includes("async") || /Ctx\b/.test(given))
      .filter(([, , given = ""]) => !/^[^:]*: QueryCtx\b/.test(given))
      .map(([, name = ""]) => `${file}: ${name}`),
  );
  expect(wrong).toEqual([]);
  expect(reads.filter((file) => !/\bquery\(\{|: QueryCtx\b|= section\(/.test(code(file)))).toEqual(
    [],
  );
});

test("statements stand in reads, commands, intakes and steps", () => {
  const statement =
    /\.(select|selectDistinct|selectDistinctOn|execute|\$count)\(|\b(storing|prepared|executePrepared)[<(]/;
  const wrong = lib.filter(
    (file) =>
      !holders.has(file) &&
      statement.test(code(file)) &&
      !["queries", "screen", "evidence", "command", "step"].includes(kindOf(file)),
  );
  expect(wrong).toEqual([
    "lib/audit/record.ts", // the entries of the outermost command
    "lib/experiments/curves/pack-segments.ts", // the same points in fewer rows
    "lib/intake.ts", // what every intake's statement is made of
  ]);
});

test("whatever a read reads from, it names the workspace beside it", () => {
  const scoped = /\bhere\(|\bworkspaceId\b/;
  const wrong = reads.flatMap((file) => {
    const parts = code(file).split(/\n(?=(?:export )?(?:const|async function|function)\b)/);
    const conditions = parts
      .filter((part) => scoped.test(part))
      .flatMap((part) => /^const (\w+)/.exec(part)?.[1] ?? []);
    return parts
      .filter((part) => /(?<!Array)\.from\(|\bfrom \$\{\w+\}|\.\$count\(/.test(part))
      .filter((part) => !scoped.test(part) && !conditions.some((name) => part.includes(name)))
      .map((part) => `${file}: ${part.slice(0, 60)}`);
  });
  expect(wrong).toEqual([]);
});

test("who may is asked by the factories; the wire asks ahead only before it takes bytes", () => {
  const asking = lib.filter((file) => /\brequirePermission\(/.test(code(file)));
  expect(asking).toEqual([
    "lib/auth/permissions.ts",
    "lib/command.ts",
    "lib/intake.ts",
    "lib/mlflow/artifacts.ts",
    "lib/query.ts",
  ]);
});
