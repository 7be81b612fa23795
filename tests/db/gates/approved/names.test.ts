import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";

import { aliases } from "@/drizzle/schema/registry";
import { db } from "@/lib/db/client";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { createModel } from "@/lib/registry/create-model";
import { deleteModel } from "@/lib/registry/delete-model";
import { renameModel } from "@/lib/registry/names/rename-model";
import { findModel } from "@/lib/registry/queries";
import { versionByAlias } from "@/lib/registry/source-queries";
import { promoted } from "@/tests/support/approvals";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";

let ws: GateWorkspace;

beforeEach(async () => {
  ws = await gateWorkspace();
});

describe("the name of a model that is classified or has served", () => {
  test("is renamed only by who may lower its tier, stays its own, and leads to it", async () => {
    const { model } = await promoted(ws, "high");
    await expect(
      renameModel(at(ws.requester), { name: model.name, newName: "other" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await renameModel(at(ws.admin), { name: model.name, newName: "other" });
    await expect(createModel(at(ws.requester), { name: model.name })).rejects.toMatchObject({
      code: "taken",
    });
    expect(await versionByAlias(at(ws.requester), model.name, "champion")).toBe(1);
    expect((await findModel(at(ws.requester), model.name))?.name).toBe("other");
    await renameModel(at(ws.admin), { name: "other", newName: model.name });
    expect((await findModel(at(ws.requester), "other"))?.id).toBe(model.id);
  });

  test("is not free after the model is gone", async () => {
    const model = await addModel(ws, { tier: "high" });
    await deleteModel(at(ws.requester), { name: model.name });
    await expect(createModel(at(ws.requester), { name: model.name })).rejects.toMatchObject({
      code: "taken",
    });
    const free = await addModel(ws, { tier: null });
    await deleteModel(at(ws.requester), { name: free.name });
    await createModel(at(ws.requester), { name: free.name });
  });
});

test.each(["Champion", "CHAMPION", "ｃhampion"])(
  "the alias %s is the champion's",
  async (alias) => {
    const model = await addModel(ws, { tier: "high" });
    await addVersion(ws, model, 1);
    await expect(
      changeAliasDirectly(at(ws.requester), { model: model.name, alias, version: 1 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const free = await addModel(ws, { tier: null });
    await addVersion(ws, free, 1);
    await changeAliasDirectly(at(ws.requester), { model: free.name, alias, version: 1 });
    const rows = await db.select().from(aliases).where(eq(aliases.modelId, free.id));
    expect(rows.map((row) => row.alias)).toEqual(["champion"]);
    expect(await versionByAlias(at(ws.requester), free.name, alias)).toBe(1);
  },
);
