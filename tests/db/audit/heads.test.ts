import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";

import { appendHead } from "@/lib/audit/head-file";
import { exportedHeads, findHeadExport } from "@/lib/audit/head-queries";
import { linkHash, genesis } from "@/lib/audit/rules";
import { fileFault, signHead, signingKey, type SignedHead } from "@/lib/audit/signed-head";
import { db } from "@/lib/db/client";
import { settings } from "@/lib/settings";
import { addKeys, chainOf, hashAnew, signHeads, verdictOn } from "@/tests/support/chains";
import type { TestWorkspace } from "@/tests/support/workspace";

const fileOf = ({ workspaceId }: TestWorkspace) =>
  join(settings().auditDir, `${workspaceId}.ndjson`);
const linesOf = (workspace: TestWorkspace) =>
  readFileSync(fileOf(workspace), "utf8").trimEnd().split("\n");
const headsOf = (workspace: TestWorkspace) =>
  linesOf(workspace).map((line): SignedHead => JSON.parse(line));

/** Four ways to write a chain anew so that it fits itself; by M1's words. */
const rewritings: [string, (workspace: TestWorkspace) => Promise<unknown>][] = [
  [
    "the last five deleted and the head set back",
    async ({ workspaceId: id }) => {
      await db.execute(sql`delete from audit_entries where workspace_id = ${id} and seq > 5`);
      await db.execute(sql`
        update audit_heads set seq = 5, hash = (select hash from audit_entries
          where workspace_id = ${id} and seq = 5) where workspace_id = ${id}`);
    },
  ],
  [
    "an entry deleted, the rest renumbered and hashed anew",
    async (workspace) => {
      const { workspaceId: id } = workspace;
      await db.execute(sql`delete from audit_entries where workspace_id = ${id} and seq = 6`);
      await hashAnew(workspace);
    },
  ],
  [
    "all entries and the head deleted",
    async ({ workspaceId: id }) => {
      await db.execute(sql`delete from audit_entries where workspace_id = ${id}`);
      await db.execute(sql`delete from audit_heads where workspace_id = ${id}`);
    },
  ],
  [
    "the chain replaced by one entry",
    async ({ workspaceId: id }) => {
      await db.execute(sql`delete from audit_entries where workspace_id = ${id} and seq > 1`);
      await db.execute(sql`
        update audit_heads set seq = 1, hash = (select hash from audit_entries
          where workspace_id = ${id} and seq = 1) where workspace_id = ${id}`);
    },
  ],
];

describe("a chain written anew behind a signed head is found and named", () => {
  test.each(rewritings)("%s", async (_, rewrite) => {
    const workspace = await chainOf(7);
    await signHeads(workspace);
    expect(await verdictOn(workspace)).toMatchObject({
      verified: true,
      exported: { heads: 1, last: { seq: 10 } },
    });
    await rewrite(workspace);
    const { verified, fault } = await verdictOn(workspace);
    expect(verified).toBe(false);
    expect(fault?.kind).toBe("exported");
    expect(fault?.says).toContain("was signed at");
  });

  test.each(rewritings)("%s, and then the log went on past the signed head", async (_, rewrite) => {
    const workspace = await chainOf(7);
    await signHeads(workspace);
    await rewrite(workspace);
    await addKeys(workspace, 12);
    expect((await verdictOn(workspace)).fault).toMatchObject({ seq: 10, kind: "exported" });
  });

  test.each(rewritings)("%s: nothing of it is signed", async (_, rewrite) => {
    const workspace = await chainOf(7);
    await signHeads(workspace);
    await rewrite(workspace);
    await addKeys(workspace, 12);
    await signHeads(workspace);
    expect(linesOf(workspace)).toHaveLength(1);
    const state = await findHeadExport({ actor: workspace.admin });
    expect(state?.fault).toContain("no longer holds entry 10 as it was signed");
  });

  test("where nothing was signed yet, that is said", async () => {
    const workspace = await chainOf(7);
    const { exported } = await verdictOn(workspace);
    expect(exported).toMatchObject({ heads: 0, last: null });
    expect(exported.says).toContain("No signed head has been written outside the database yet");
  });
});

describe("a signed head", () => {
  test("is checked by anybody with the public key alone", async () => {
    const workspace = await chainOf(1);
    await signHeads(workspace);
    const { exported, head } = await verdictOn(workspace);
    const [line = ""] = (await exportedHeads({ actor: workspace.admin })).split("\n");
    const { signature, ...said }: SignedHead = JSON.parse(line);
    expect(said).toMatchObject({ workspace: workspace.workspaceId, ...head });
    const text = JSON.stringify(said, Object.keys(said).toSorted());
    const key = createPublicKey(exported.publicKey ?? "");
    expect(verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"))).toBe(true);
    const other = Buffer.from(text.replace('"seq":4', '"seq":5'));
    expect(verify(null, other, key, Buffer.from(signature, "base64"))).toBe(false);
  });

  test("is added where the chain went on, and only there", async () => {
    const workspace = await chainOf(1);
    for (const more of [0, 0, 2, 0]) {
      await addKeys(workspace, more);
      await signHeads(workspace);
    }
    expect(headsOf(workspace).map(({ seq }) => seq)).toEqual([4, 6]);
    expect(await findHeadExport({ actor: workspace.admin })).toMatchObject({ seq: 6, fault: null });
  });
});

describe("a line that was not written so", () => {
  test("but signed by another key is named, and no other is signed on top", async () => {
    const workspace = await chainOf(7);
    await signHeads(workspace);
    const { privateKey } = generateKeyPairSync("ed25519");
    const der = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    const { at: _, ...head } = { ...headsOf(workspace)[0]!, at: "" };
    const forged = signHead({ ...head, at: new Date() }, signingKey(der));
    writeFileSync(fileOf(workspace), `${JSON.stringify(forged)}\n`);
    expect((await verdictOn(workspace)).fault).toMatchObject({ kind: "exported" });
    await addKeys(workspace, 1);
    await signHeads(workspace);
    expect(linesOf(workspace)).toHaveLength(1);
    expect((await findHeadExport({ actor: workspace.admin }))?.fault).toContain("not signed by");
  });

  test("but changed, or is another workspace's, is named", async () => {
    const [one, two] = [await chainOf(1), await chainOf(1)];
    await signHeads(one);
    await signHeads(two);
    const [line = ""] = linesOf(one);
    for (const text of [line.replace('"seq":4', '"seq":3'), "{}", linesOf(two)[0]]) {
      writeFileSync(fileOf(one), `${text}\n`);
      expect((await verdictOn(one)).fault).toMatchObject({ kind: "exported" });
    }
    writeFileSync(fileOf(one), `${line}\n`);
    expect(await verdictOn(one)).toMatchObject({ verified: true });
  });

  test("but by half, as a lost current leaves it, says nothing and is written whole next time", async () => {
    const workspace = await chainOf(1);
    await signHeads(workspace);
    const [line = ""] = linesOf(workspace);
    await addKeys(workspace, 1);
    appendFileSync(fileOf(workspace), line.slice(0, 100));
    expect(await verdictOn(workspace)).toMatchObject({ verified: true, exported: { heads: 1 } });
    await signHeads(workspace);
    expect(headsOf(workspace).map(({ seq }) => seq)).toEqual([4, 5]);
    expect(await verdictOn(workspace)).toMatchObject({ verified: true, exported: { heads: 2 } });
  });
});

describe("a fault of the folder is kept for people to see, and the chain is verified all the same", () => {
  test("where it is full, which leaves nothing behind", async () => {
    const workspace = await chainOf(1);
    mkdirSync(settings().auditDir, { recursive: true });
    const { head } = await verdictOn(workspace);
    symlinkSync("/dev/full", fileOf(workspace));
    const { workspaceId } = workspace;
    const key = signingKey(settings().auditKey ?? "");
    const signed = signHead({ workspace: workspaceId, ...head, at: new Date() }, key);
    await expect(appendHead(signed)).rejects.toMatchObject({ code: "ENOSPC" });
    expect(fileFault("ENOSPC")).toBe("The folder of the signed heads (AUDIT_DIR) is full.");
    rmSync(fileOf(workspace));
    await signHeads(workspace);
    expect(headsOf(workspace)).toMatchObject([head]);
  });

  test("where the file's place is taken", async () => {
    const workspace = await chainOf(1);
    mkdirSync(fileOf(workspace), { recursive: true });
    await signHeads(workspace);
    expect((await findHeadExport({ actor: workspace.admin }))?.fault).toContain("holds a folder");
    const { verified, exported } = await verdictOn(workspace);
    expect(verified).toBe(true);
    expect(exported.says).toContain("So nothing outside the database was compared with");
    await expect(exportedHeads({ actor: workspace.admin })).rejects.toMatchObject({
      code: "missing",
    });
  });
});

test("an honest chain of the same entries has the hashes that were signed", async () => {
  const workspace = await chainOf(3);
  await signHeads(workspace);
  const rows = await db.execute<{ body: string }>(sql`
    select body from audit_entries where workspace_id = ${workspace.workspaceId} order by seq`);
  const hash = rows.reduce((previous, { body }, at) => linkHash(previous, at + 1, body), genesis);
  expect(headsOf(workspace)).toMatchObject([{ seq: rows.length, hash }]);
  expect(existsSync(fileOf(workspace))).toBe(true);
});
