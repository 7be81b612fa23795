import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A database of its own, because set-up is only open while nobody has an account. */
const home = process.env["DATABASE_URL"] ?? "";
const name = `empty_${process.pid}_${Date.now().toString(36)}`;
const url = new URL(home);
url.pathname = `/${name}`;

const quiet = { max: 1, onnotice: () => undefined };

beforeAll(async () => {
  const sql = postgres(home, quiet);
  await sql`create database ${sql(name)}`;
  await sql.end();
  const empty = postgres(url.href, quiet);
  await migrate(drizzle(empty), { migrationsFolder: "drizzle/migrations" });
  await empty.end();
  // before anything of the product is loaded, which is why the test loads it itself
  process.env["DATABASE_URL"] = url.href;
});

afterAll(async () => {
  const { sqlClient } = await import("@/lib/db/client");
  await sqlClient.end();
  const sql = postgres(home, quiet);
  await sql`drop database ${sql(name)} with (force)`;
  await sql.end();
});

test("twelve first set-ups at once make one admin and one workspace", async () => {
  const { firstSetUp } = await import("@/lib/transport/first-set-up");
  const { db } = await import("@/lib/db/client");
  const { users, workspaces } = await import("@/drizzle/schema/auth");
  const { signInByPassword } = await import("@/lib/auth/identity/sign-in");
  const { verifyChain } = await import("@/lib/audit/chain-queries");
  const { workspaceEndpoints } = await import("@/lib/workspace/endpoints");

  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      firstSetUp({
        workspaceName: `Workspace ${index}`,
        name: `Person ${index}`,
        email: `person-${index}@test.example`,
        password: "a long enough password",
      }),
    ),
  );
  const made = outcomes.filter((outcome) => outcome.status === "fulfilled");
  expect(made).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "forbidden" });
  expect(await db.$count(users)).toBe(1);
  expect(await db.$count(workspaces)).toBe(1);

  const { user, workspace } = workspaceEndpoints.setUp.answer.parse(made[0]!.value);
  expect(
    await signInByPassword(
      { email: user.email, password: "a long enough password", address: "test" },
      new Date(),
    ),
  ).toMatchObject({ kind: "signed in", session: { id: user.id } });
  const admin = { kind: "user", workspaceId: workspace.id, roles: ["admin"], ...user } as const;
  expect(await verifyChain({ actor: admin })).toMatchObject({ verified: true });
});
