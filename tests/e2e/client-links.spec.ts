import { expect, test } from "@playwright/test";
import { z } from "zod";

import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { inviteMember } from "@/lib/auth/invite-member";
import { uuidv7 } from "@/lib/db/ids";
import { baseUrl, call } from "@/tests/support/browser";
import { makeWorkspace } from "@/tests/support/workspace";

const created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
const password = "a long enough password";

test("the link an MLflow client prints lands on the run, through signing in", async ({ page }) => {
  const { admin, workspaceId, slug, key } = await makeWorkspace();
  const now = new Date();
  const email = `${uuidv7()}@test.example`;
  const { token } = await inviteMember({ actor: admin, now }, { email, roles: ["viewer"] });
  const guest = { kind: "guest", workspaceId, id: null, name: "guest" } as const;
  await acceptInvitation({ actor: guest, now }, { token, name: "Vera Viewer", password });
  const made = await call(
    await key(admin, ["read", "track"]),
    "POST",
    "/api/2.0/mlflow/runs/create",
    {
      experiment_id: "0",
      run_name: "printed-link",
      start_time: 1,
    },
  );
  const { run } = created.parse(made.body);
  const fragment = `#/experiments/0/runs/${run.info.run_id}`;

  await page.goto(`/${fragment}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}/runs/${run.info.run_id}`);
  await expect(page.getByRole("heading", { name: "printed-link" })).toBeVisible();

  await page.goto("about:blank");
  await page.goto(`/w/${slug}/${fragment}`);
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}/runs/${run.info.run_id}`);
  await page.goto("about:blank");
  await page.goto(`/w/${slug}/#/experiments/0`);
  await expect(page).toHaveURL(`${baseUrl}/w/${slug}/experiments/0`);
});
