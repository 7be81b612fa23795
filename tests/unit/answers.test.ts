import { existsSync, readdirSync } from "node:fs";

import { expect, test } from "vitest";

import { authEndpoints } from "@/lib/auth/endpoints";
import { endpointOf, hold } from "@/tests/support/answers";

/* What holds every other test's answers must itself be able to fail. */

const answer = { userId: "0190a000-0000-7000-8000-000000000000" };
const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
const received = (body: object, status = 200) => ({
  status,
  headers,
  text: JSON.stringify(body),
});
const holding = (given: ReturnType<typeof received>) => () =>
  hold(authEndpoints.deactivateMember, given);

test("an answer as it is stated passes", () => {
  expect(holding(received(answer))).not.toThrow();
});

test.each([
  ["an unknown field", received({ ...answer, passwordHash: "x" }), /passwordHash/],
  ["a missing field", received({}), /userId/],
  ["another status", received(answer, 201), /status/],
  ["another type", { ...received(answer), headers: new Headers() }, /type/],
  [
    "a refusal without its request's id",
    received({ error: { code: "missing" } }, 404),
    /requestId/,
  ],
])("%s does not", (_what, given, says) => {
  expect(holding(given)).toThrow(says);
});

test.each([
  ["GET", "/w/team/api/v1/runs/compare?runs=a", "/api/v1/runs/compare"],
  ["GET", "/api/v1/runs/compare.csv", "/api/v1/runs/compare.csv"],
  ["GET", "/api/v1/runs/abc", "/api/v1/runs/{runId}"],
  ["POST", "http://elsewhere/api/v1/models/a%2Fb/rename", "/api/v1/models/{name}/rename"],
  ["POST", "/w/team/api/2.0/mlflow/runs/create", undefined],
])("%s %s is found", (method, address, path) => {
  expect(endpointOf(method, address)?.path).toBe(path);
});

test("a REST address that no endpoint states is no answer at all", () => {
  expect(() => endpointOf("GET", "/api/v1/nothing")).toThrow("No endpoint is stated");
});

test("every module with endpoints has them asked in a test", () => {
  const modules = readdirSync("lib").filter((name) => existsSync(`lib/${name}/endpoints.ts`));
  const asked = modules.filter((name) => existsSync(`tests/api/${name}/endpoints.test.ts`));
  expect(asked).toEqual(modules.filter((name) => name !== "transport"));
});
