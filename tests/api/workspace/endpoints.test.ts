import { expect, test } from "vitest";

import { requestGate } from "@/lib/gates/decisions/request-gate";
import { workspaceEndpoints } from "@/lib/workspace/endpoints";
import { addModel, addVersion, at, gateWorkspace } from "@/tests/support/gates";
import { answerOf, byKey, byNobody, bySession, refusalOf, unanswered } from "@/tests/support/rest";

test("things of every kind are found by name", async () => {
  const ws = await gateWorkspace();
  const model = await addModel(ws, { name: "gate model" });
  await addVersion(ws, model, 1, { stage: "staging" });
  await requestGate(at(ws.requester), { model: model.name, version: 1, stage: "production" });
  const client = await byKey(ws, ws.engineer, ["read"]);
  const kinds = async (query: string) => {
    const { results } = await answerOf(client, workspaceEndpoints.search, { query });
    return [...new Set(results.map(({ kind }) => kind))];
  };
  const found = [
    ...(await kinds("gate")),
    ...(await kinds("gate model 1")),
    ...(await kinds("train")),
  ];
  expect(new Set(found)).toEqual(new Set(["Model", "Version", "Gate", "Experiment", "Run"]));
  expect(await refusalOf(client, workspaceEndpoints.search, { query: "" })).toMatchObject({
    status: 400,
    fields: { query: [expect.any(String)] },
  });
});

test("a further workspace is opened, and no second first one", async () => {
  const ws = await gateWorkspace();
  const admin = await bySession(ws, ws.admin);
  const named = { workspaceName: "Further", workspaceSlug: `${ws.slug}-2` };
  expect(await answerOf(admin, workspaceEndpoints.open, named)).toMatchObject({
    slug: named.workspaceSlug,
    name: "Further",
  });
  expect(await refusalOf(admin, workspaceEndpoints.open, named)).toMatchObject({ code: "taken" });
  const person = { name: "N", email: "n@test.example", password: "a long enough password" };
  expect(
    await refusalOf(byNobody, workspaceEndpoints.setUp, { ...named, ...person }),
  ).toMatchObject({ status: 403 });
});

test("every endpoint has answered but the first set-up, which needs an empty database", () => {
  expect(unanswered(workspaceEndpoints)).toEqual(["setUp"]);
});
