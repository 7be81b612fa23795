import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";

import { artifacts } from "@/drizzle/schema/artifacts";
import { auditEntries } from "@/drizzle/schema/audit";
import { db } from "@/lib/db/client";
import { jobActor } from "@/lib/jobs/job-actor";
import { checkAll, checkFiles } from "@/lib/registry/jobs";
import { getVersion } from "@/lib/registry/queries";
import { risksOf } from "@/lib/registry/risk-queries";
import { settings } from "@/lib/settings";
import { promoted, tamper } from "@/tests/support/approvals";
import { at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

const look = () => {
  const may = ["job:run", "model:read", "tracking:read"] as const;
  return checkAll({
    actor: jobActor(ws.workspaceId, { name: checkFiles.name, may }),
    now: new Date(),
  });
};

test("damage of a version in use is at risk until the bytes are whole, and on the chain once each way", async () => {
  const { model, folder } = await promoted(ws);
  await look();
  expect((await getVersion(at(ws.admin), model.name, 1)).damage).toBeNull();
  const { sha256 } = await tamper(folder);
  const file = join(settings().artifactDir, sha256.slice(0, 2), sha256);
  await look();
  await look();
  const { damage, damagedAt } = await getVersion(at(ws.admin), model.name, 1);
  expect(damage).toBe("model.onnx is changed on disk.");
  expect(damagedAt).toBeInstanceOf(Date);
  const kinds = (await risksOf(at(ws.admin))).map(({ kind }) => kind);
  expect(kinds).toContain("damaged");

  const bytes = await readFile(file);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await writeFile(file, bytes);
  await look();
  expect(await getVersion(at(ws.admin), model.name, 1)).toMatchObject({
    damage: null,
    damagedAt: null,
  });
  const noted = await db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.workspaceId, ws.workspaceId), eq(auditEntries.action, "version.damage")),
    );
  expect(noted).toHaveLength(2);
});

test("files that are not those judged, or gone, are told as such", async () => {
  const { model, folder } = await promoted(ws);
  const rest = eq(artifacts.path, `${folder}/requirements.txt`);
  const [kept] = await db.delete(artifacts).where(rest).returning();
  await look();
  expect((await getVersion(at(ws.admin), model.name, 1)).damage).toBe(
    "They are not the files that its gate judged.",
  );
  if (kept) await db.insert(artifacts).values(kept);
  const [row] = await db
    .update(artifacts)
    .set({ sha256: "f".repeat(64) })
    .where(eq(artifacts.path, `${folder}/model.onnx`))
    .returning();
  expect(row).toBeDefined();
  await look();
  expect((await getVersion(at(ws.admin), model.name, 1)).damage).toBe(
    "model.onnx is missing from the artifact store.",
  );
});
