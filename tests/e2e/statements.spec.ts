import { expect, test, type Page } from "@playwright/test";

import { requestGate } from "@/lib/gates/decisions/request-gate";
import { pages, pathTo, type Within } from "@/lib/paths";
import { enterAs, makePerson } from "@/tests/support/browser";
import { addModel, addVersion, at, gateWorkspace } from "@/tests/support/gates";
import { statementsAbout } from "@/tests/support/statements";

/** A page with something of everything on it: a version that asks for production while another one serves. */
async function scene() {
  const ws = await gateWorkspace();
  const model = await addModel(ws, { name: "churn" });
  await addVersion(ws, model, 1, { stage: "production", metrics: { auc: 0.8 } });
  const { runId } = await addVersion(ws, model, 2, { stage: "staging" });
  const asked = { model: "churn", version: 2, stage: "production" } as const;
  const { gateId } = await requestGate(at(ws.requester), asked);
  return { ws, runId, gateId };
}

async function asksNothingTwice(page: Page, workspaceId: string, path: string): Promise<void> {
  const statements = await statementsAbout(workspaceId, async () => {
    // the document alone: in a browser the links on it fetch further pages ahead
    expect((await page.request.get(path)).status()).toBe(200);
  });
  expect(statements.length).toBeGreaterThan(5);
  const twice = statements.filter((text, place) => statements.indexOf(text) !== place);
  expect(twice).toEqual([]);
}

test("a gate, a run, a version, a model and the first screen are shown without asking anything twice", async ({
  page,
}) => {
  const { ws, runId, gateId } = await scene();
  await enterAs(page, await makePerson(ws, ["validation_reviewer"]));
  const shown: Within[] = [
    pages.gate(gateId),
    pages.run(runId),
    pages.version("churn", 2),
    pages.model("churn"),
    pages.home,
  ];
  for (const within of shown)
    await test.step(within, () => asksNothingTwice(page, ws.workspaceId, pathTo(ws.slug, within)));
});
