import { expect, test } from "@playwright/test";

import { requestGate } from "@/lib/gates/decisions/request-gate";
import { call, enterAs, makePerson } from "@/tests/support/browser";
import { addModel, addVersion, at, gateWorkspace } from "@/tests/support/gates";

test("a metric that the policy reads opens a round within five seconds; a note on the run is shown and voids nothing", async ({
  page,
}) => {
  const ws = await gateWorkspace();
  const model = await addModel(ws, { name: "churn" });
  const { runId } = await addVersion(ws, model, 1, { stage: "staging" });
  const { gateId } = await requestGate(at(ws.requester), {
    model: "churn",
    version: 1,
    stage: "production",
  });
  const key = await ws.key(ws.author, ["read", "track"]);
  const api = `/w/${ws.slug}/api`;
  const log = (endpoint: string, body: object) =>
    call(key, "POST", `${api}/2.0/mlflow/runs/${endpoint}`, { run_id: runId, ...body });
  const round = async () => (await call(key, "GET", `${api}/v1/gates/${gateId}`)).body["round"];

  await log("set-tag", { key: "mlflow.note.content", value: "Trained on the old cluster." });
  await enterAs(page, await makePerson(ws, ["validation_reviewer"]));
  await page.goto(`/w/${ws.slug}/gates/${gateId}`);
  await expect(page.getByRole("heading", { name: /Changed meanwhile/ })).toBeVisible();
  await expect(page.getByText("Trained on the old cluster.")).toBeVisible();
  expect(await round()).toBe(1);

  await log("log-metric", { key: "auc", value: 0.95, timestamp: Date.now(), step: 1 });
  await expect.poll(round, { timeout: 5000 }).toBe(2);
  await page.reload();
  await expect(page.getByText("Round 2: evidence changed")).toBeVisible();
});
