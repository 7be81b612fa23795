import { sql } from "drizzle-orm";
import pino from "pino";
import { expect, test } from "vitest";

import { users } from "@/drizzle/schema/auth";
import { db } from "@/lib/db/client";
import { withoutValues } from "@/lib/db/faults";
import { uuidv7 } from "@/lib/db/ids";

const typed = "private.person@example.com";

async function logged(work: PromiseLike<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("Nothing failed.");
  return JSON.stringify(pino.stdSerializers.err(withoutValues(error)));
}

test("What somebody typed is in no error that is logged, and the statement still is", async () => {
  const failing = await logged(db.execute(sql`select ${typed}::text from no_such_table`));
  expect(failing).not.toContain(typed);
  expect(failing).toContain("no_such_table");
  expect(failing).toContain("faults.test.ts");

  const row = { id: uuidv7(), email: typed, name: "Person", createdAt: new Date() };
  await db.insert(users).values(row).onConflictDoNothing();
  const doubled = await logged(db.insert(users).values({ ...row, id: uuidv7() }));
  expect(doubled).not.toContain(typed);
  expect(doubled).toContain("users_email_unique");
});
