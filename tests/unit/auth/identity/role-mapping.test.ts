import { expect, test } from "vitest";

import { mappedRoles, parseRoleMap } from "@/lib/auth/identity/role-mapping";

test("groups bring the roles the map gives them", () => {
  const map = parseRoleMap(
    "ml-science=data_scientist; ml-leads = admin,leader ;ml-science=engineer",
  );
  expect(mappedRoles({ groups: ["ml-science", "other"] }, "groups", map)).toEqual([
    "data_scientist",
    "engineer",
  ]);
  expect(mappedRoles({ groups: "ml-leads" }, "groups", map)).toEqual(["leader", "admin"]);
  expect(mappedRoles({ groups: ["other"] }, "groups", map)).toEqual([]);
  expect(mappedRoles({}, "groups", map)).toEqual([]);
});

test("a group name may hold an equals sign", () => {
  const map = parseRoleMap("cn=ml,ou=groups=viewer");
  expect(mappedRoles({ groups: ["cn=ml,ou=groups"] }, "groups", map)).toEqual(["viewer"]);
});

test("without a map, groups named as roles are roles", () => {
  expect(mappedRoles({ groups: ["auditor", "boss"] }, "groups", parseRoleMap(""))).toEqual([
    "auditor",
  ]);
});

test("a claim may lie inside an object, or have dots in its name", () => {
  const map = parseRoleMap("");
  expect(mappedRoles({ realm_access: { roles: ["viewer"] } }, "realm_access.roles", map)).toEqual([
    "viewer",
  ]);
  expect(
    mappedRoles({ "https://example.com/roles": ["viewer"] }, "https://example.com/roles", map),
  ).toEqual(["viewer"]);
});

test("claims that are no text bring nothing", () => {
  const map = parseRoleMap("");
  for (const groups of [null, 7, { admin: true }, [["admin"]], [null]])
    expect(mappedRoles({ groups }, "groups", map)).toEqual([]);
  expect(mappedRoles({}, "constructor.name", parseRoleMap("Object=admin"))).toEqual([]);
});

test("an unknown role in the map is told to the operator", () => {
  expect(() => parseRoleMap("boss=king")).toThrow(/"king" is not a role/);
  expect(() => parseRoleMap("boss")).toThrow(/group=role/);
});
