import { expect, test } from "vitest";

import { users } from "@/drizzle/schema/auth";
import { verifyChain } from "@/lib/audit/chain-queries";
import { listMembers } from "@/lib/auth/queries";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { firstSetUp } from "@/lib/transport/first-set-up";
import { openWorkspace } from "@/lib/workspace/open-workspace";
import { makeWorkspace } from "@/tests/support/workspace";

const input = () => ({
  workspaceName: "A second first workspace",
  name: "Somebody",
  email: `${uuidv7()}@test.example`,
  password: "a long enough password",
});

test("set-up is refused once anybody has an account, ten times at once too", async () => {
  await makeWorkspace();
  const before = await db.$count(users);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => firstSetUp(input())));
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
  expect(await db.$count(users)).toBeGreaterThanOrEqual(before);
});

test("set-up names each field at fault", async () => {
  await expect(
    firstSetUp({ workspaceName: "", name: " ", email: "x", password: "short" }),
  ).rejects.toMatchObject({
    code: "invalid",
    fields: {
      workspaceName: expect.any(Array),
      name: expect.any(Array),
      email: expect.any(Array),
      password: expect.any(Array),
    },
  });
});

test("a further workspace has its own chain, policies and its opener as admin", async () => {
  const { admin } = await makeWorkspace();
  const opened = await openWorkspace(
    { actor: admin, now: new Date() },
    { workspaceName: `Another ${uuidv7()}` },
  );
  const there = { ...admin, workspaceId: opened.id };
  const members = await listMembers({ actor: there });
  expect(members.map(({ id, roles }) => ({ id, roles }))).toEqual([
    { id: admin.id, roles: ["admin"] },
  ]);
  expect(await verifyChain({ actor: there })).toMatchObject({ verified: true });
  await expect(
    openWorkspace(
      { actor: admin, now: new Date() },
      { workspaceName: "Other", workspaceSlug: opened.slug },
    ),
  ).rejects.toMatchObject({ code: "taken", fields: { workspaceSlug: expect.any(Array) } });
});

test("only an admin opens a further workspace", async () => {
  const { member } = await makeWorkspace();
  for (const role of ["data_scientist", "leader", "auditor"] as const)
    await expect(
      openWorkspace(
        { actor: await member([role]), now: new Date() },
        { workspaceName: "Not allowed" },
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
});
