import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { auditEntries } from "@/drizzle/schema/audit";
import { gates } from "@/drizzle/schema/gates";
import { versions } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { keepGatesTrue, keepTrue } from "@/lib/gates/rounds/jobs";
import { jobActor } from "@/lib/jobs/job-actor";
import { addModel, addVersion, at, gateWorkspace, setMetric } from "@/tests/support/gates";

test("the job opens a round where evidence changed, withdraws what nothing can pass, and leaves the rest", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws);
  const ask = async (version: number) => {
    const { runId } = await addVersion(ws, model, version, { stage: "staging" });
    const stage = "production" as const;
    const { gateId } = await requestGate(at(ws.requester), { model: model.name, version, stage });
    return { gateId, runId };
  };
  const [kept, changed, deleted] = [await ask(1), await ask(2), await ask(3)];
  await setMetric(ws.workspaceId, { runId: changed.runId, key: "auc", value: 0.99 });
  await db
    .update(versions)
    .set({ deletedAt: new Date() })
    .where(and(eq(versions.modelId, model.id), eq(versions.version, 3)));

  const actor = jobActor(ws.workspaceId, keepGatesTrue);
  for (const { gateId } of [kept, changed, deleted])
    await keepTrue({ actor, now: new Date() }, gateId);

  const rows = await db.select().from(gates).where(eq(gates.modelId, model.id));
  const states = new Map(rows.map(({ id, status, round }) => [id, `${status} ${round}`]));
  expect(states.get(kept.gateId)).toBe("open 1");
  expect(states.get(changed.gateId)).toBe("open 2");
  expect(states.get(deleted.gateId)).toBe("withdrawn 1");
  const byJob = and(
    eq(auditEntries.workspaceId, ws.workspaceId),
    eq(auditEntries.actorKind, "job"),
  );
  expect(await db.$count(auditEntries, byJob)).toBe(2);
});
