import { randomUUID } from "node:crypto";

import { memberships, users } from "@/drizzle/schema/auth";
import { createKey } from "@/lib/auth/create-key";
import { createWorkspace } from "@/lib/auth/create-workspace";
import type { Actor, Role, Scope } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { uuidv7 } from "@/lib/db/ids";
import { createDefaultExperiment } from "@/lib/experiments/create-default-experiment";
import { seedPolicies } from "@/lib/gates/policies/seed-policies";

export type UserActor = Extract<Actor, { kind: "user" }>;
export type TestWorkspace = {
  workspaceId: string;
  slug: string;
  admin: UserActor;
  /** A new active member with these roles. */
  member: (roles: Role[], name?: string) => Promise<UserActor>;
  /** The secret of a new API key of this member. */
  key: (owner: UserActor, scopes: Scope[]) => Promise<string>;
};

/** A workspace of its own for each test, made by the product's commands, so tests never see each other's rows. */
export async function makeWorkspace(): Promise<TestWorkspace> {
  const workspaceId = uuidv7();
  const slug = `test-${randomUUID().slice(0, 13)}`;
  const admin = await makePerson(workspaceId, ["admin"], "Test admin");
  const ctx = { actor: admin, now: new Date() };
  await createWorkspace(ctx, { workspaceName: slug, workspaceSlug: slug, adminId: admin.id });
  await createDefaultExperiment(ctx, {});
  await seedPolicies(ctx, {});
  return {
    workspaceId,
    slug,
    admin,
    member: async (roles, name = `Test ${roles.join(" and ")}`) => {
      const person = await makePerson(workspaceId, roles, name);
      await db
        .insert(memberships)
        .values({ workspaceId, userId: person.id, roles, createdAt: new Date() });
      return person;
    },
    key: async (owner, scopes) => {
      const made = await createKey(
        { actor: owner, now: new Date() },
        { name: "test key", scopes, expiresInDays: 1 },
      );
      return made.key;
    },
  };
}

/** Rows only: hashing a password for every test member would take longer than the tests. */
async function makePerson(workspaceId: string, roles: Role[], name: string): Promise<UserActor> {
  const id = uuidv7();
  const email = `${id}@test.example`;
  await db.insert(users).values({ id, email, name, createdAt: new Date() });
  return { kind: "user", workspaceId, id, name, email, roles };
}
