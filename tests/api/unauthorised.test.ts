import { beforeAll, describe, expect, test } from "vitest";

import { deactivateMember } from "@/lib/auth/deactivate-member";
import { scopes } from "@/lib/auth/rules";
import { readFailure } from "@/tests/support/answers";
import { guarded, nameOf, open, routes, type Route } from "@/tests/support/routes";
import { makeWorkspace } from "@/tests/support/workspace";

/*
 * Each exported method of every route file is called as a client would call it: without credentials, with worthless ones,
 * and with rights that do not reach.
 */

/** Writes anybody with the right to read may do to what is their own. */
const ownAffairs = new Map<string, string>([
  ["POST api/2.0/mlflow/experiments/search", "reads only"],
  ["POST api/2.0/mlflow/runs/search", "reads only"],
  ["POST api/2.0/mlflow/logged-models/search", "reads only"],
  ["POST api/2.0/mlflow/experiments/search-datasets", "reads only"],
  ["POST api/2.0mlflow/experiments/search-datasets", "reads only"],
  ["POST api/2.0/mlflow/registered-models/get-latest-versions", "reads only"],
]);

/** A plausible value for each parameter, so that a call fails for its rights and not for its form. */
function callOf(route: Route, headers: Record<string, string>): Promise<Response> {
  const params: Record<string, string | string[]> = {};
  const path = route.path.replaceAll(/\[(\.\.\.)?(\w+)\]/g, (_all, rest, name: string) => {
    const value = name.endsWith("Id") ? "0190a000-0000-7000-8000-000000000000" : "1";
    params[name] = rest ? ["1", "x"] : value;
    return rest ? "1/x" : value;
  });
  const bodiless = route.method === "GET" || route.method === "HEAD";
  const request = new Request(`http://gatehouse.test/${path}`, {
    method: route.method,
    headers: { "content-type": "application/json", ...headers },
    ...(bodiless ? {} : { body: "{}" }),
  });
  return route.handler(request, { params: Promise.resolve(params) });
}

test("the tree has routes, and every exception still exists", () => {
  expect(routes.length).toBeGreaterThan(60);
  const paths = new Set(routes.map(({ path }) => path));
  expect([...open.keys()].filter((path) => !paths.has(path))).toEqual([]);
  const names = new Set(routes.map(nameOf));
  expect([...ownAffairs.keys()].filter((name) => !names.has(name))).toEqual([]);
});

test("every REST route is the endpoint of its place", () => {
  const rest = routes.filter(({ path }) => path.startsWith("api/v1/"));
  for (const route of rest)
    expect(route.handler.endpoint, nameOf(route)).toMatchObject({
      method: route.method,
      path: `/${route.path.replaceAll(/\[(\w+)\]/g, "{$1}")}`,
    });
});

describe("without credentials every route answers 401", () => {
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    const response = await callOf(route, {});
    expect(response.status).toBe(401);
    const text = await response.text();
    expect(text).not.toMatch(/select |insert |postgres|at .*\.ts/i);
    const { status, headers } = response;
    if (route.handler.endpoint) readFailure({ status, headers, text });
    else expect(headers.get("x-request-id")).toBeTruthy();
  });
});

describe("with a worthless key every route answers 401", () => {
  const headers = { authorization: `Bearer gh_${"A".repeat(54)}` };
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    expect((await callOf(route, headers)).status).toBe(401);
  });
});

describe("the key of a deactivated member answers 401", () => {
  let headers = {};
  beforeAll(async () => {
    const { admin, member, key } = await makeWorkspace();
    const person = await member(["engineer"]);
    headers = { authorization: `Bearer ${await key(person, ["read", "track", "gate"])}` };
    await deactivateMember({ actor: admin, now: new Date() }, { userId: person.id });
  });
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    expect((await callOf(route, headers)).status).toBe(401);
  });
});

describe.each([
  ["a viewer's key with every scope", "viewer", scopes],
  ["an admin's key with only the scope to read", "admin", ["read"]],
] as const)("%s changes nothing", (_who, role, given) => {
  let headers = {};
  beforeAll(async () => {
    const { member, key } = await makeWorkspace();
    headers = { authorization: `Bearer ${await key(await member([role]), [...given])}` };
  });
  const writes = guarded.filter(
    (route) => !["GET", "HEAD"].includes(route.method) && !ownAffairs.has(nameOf(route)),
  );
  test.each(writes.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    const { status } = await callOf(route, headers);
    // MLflow's endpoints read their input first, so an empty body may be refused before the right is asked for
    const allowed = route.path.startsWith("api/v1/") ? [403, 404] : [400, 403, 404, 501];
    expect(allowed).toContain(status);
  });
});
