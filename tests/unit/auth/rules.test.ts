import { expect, test } from "vitest";

import {
  may,
  permissions,
  reviewerRoles,
  roles,
  scopes,
  type Actor,
  type Permission,
  type Role,
} from "@/lib/auth/rules";
import { slugOf } from "@/lib/auth/slug";

type Person = Extract<Actor, { kind: "user" }>;

const person = (...given: Role[]): Person => ({
  kind: "user",
  workspaceId: "w",
  id: "p",
  name: "P",
  email: "p@test.example",
  roles: given,
});
const key = (actor: Person, ...given: (typeof scopes)[number][]): Actor => ({
  ...actor,
  kind: "machine",
  keyId: "k",
  keyName: "K",
  scopes: given,
});
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own keys
const all = Object.keys(permissions) as Permission[];

test("a key never does what its owner may not", () => {
  for (const role of roles) {
    const owner = person(role);
    for (const permission of all)
      if (may(key(owner, ...scopes), permission)) expect(may(owner, permission)).toBe(true);
  }
});

test("a key never votes, and never makes keys", () => {
  const owner = person(...roles);
  expect(may(key(owner, ...scopes), "gate:vote")).toBe(false);
  expect(may(key(owner, ...scopes), "key:write")).toBe(false);
});

test("a key that may write may read what it wrote, and no more than that scope writes", () => {
  const ci = key(person("engineer"), "track");
  expect(may(ci, "tracking:read")).toBe(true);
  expect(may(ci, "tracking:write")).toBe(true);
  expect(may(ci, "model:write")).toBe(false);
});

test("a key without scopes does nothing", () => {
  const owner = person(...roles);
  expect(all.filter((permission) => may(key(owner), permission))).toEqual([]);
});

test("only reviewers vote", () => {
  const voters = roles.filter((role) => may(person(role), "gate:vote"));
  expect(voters).toEqual([...reviewerRoles]);
});

test("a viewer changes nothing but their own profile and keys", () => {
  const writes = all.filter((permission) => !permission.endsWith(":read"));
  expect(writes.filter((permission) => may(person("viewer"), permission))).toEqual([
    "profile:write",
    "key:write",
  ]);
});

test("someone without a role, and a guest, read nothing", () => {
  expect(all.filter((permission) => may(person(), permission))).toEqual([]);
  const guest: Actor = { kind: "guest", workspaceId: "w", id: null, name: "G" };
  expect(all.filter((permission) => may(guest, permission))).toEqual(["guest:join"]);
});

test("a workspace's address is made from its name", () => {
  expect(slugOf("Risk & Credit")).toBe("risk-credit");
  expect(slugOf("Größe – Überblick")).toBe("gro-e-uberblick");
  expect(slugOf("統計")).toBe("workspace");
  expect(slugOf("a".repeat(60))).toHaveLength(40);
});
