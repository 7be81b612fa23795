import { expect, test } from "vitest";

import type { ApiRequest } from "@/lib/api-request";
import { turnedAway } from "@/lib/transport/server/front-door";

function request(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): [ApiRequest, string] {
  const { signal } = new AbortController();
  const url = `http://gatehouse${path}`;
  return [{ method, url, headers: new Headers(headers), body: null, signal }, path];
}

const answerTo = (...asked: Parameters<typeof request>) => turnedAway(...request(...asked));

test.each(["%", "%zz", "%ff", "%ed%a0%80", "a%c3", "%E0%A4%A"])(
  "an address with the broken escape %s is refused in the shape that was asked",
  async (escape) => {
    for (const before of ["/api/v1/models/", "/w/team/api/v1/", "/w/team/ajax-api/v1/"]) {
      const answer = answerTo("GET", before + escape);
      expect([answer?.status, await answer?.json()]).toMatchObject([400, { error: {} }]);
      expect(answer?.headers.get("x-request-id")).not.toBeNull();
    }
    for (const before of ["/api/", "/api/2.0/mlflow/", "/w/team/api/1.0/"])
      expect(await answerTo("GET", before + escape)?.json()).toMatchObject({
        error_code: "INVALID_PARAMETER_VALUE",
      });
    const page = answerTo("GET", `/w/team/models/${escape}`);
    expect([page?.status, page?.headers.get("content-type")]).toEqual([
      400,
      "text/plain; charset=utf-8",
    ]);
  },
);

test.each(["TRACE", "PROPFIND", "PURGE", "LOCK"])("%s is no method of any address", (method) => {
  for (const path of ["/", "/w/team/models", "/api/auth/session", "/api/x/y"])
    expect(answerTo(method, path)?.status).toBe(405);
});

test("a form comes from a page of this site, or is refused", () => {
  const host = "gatehouse.test";
  const status = (headers: Record<string, string>, path = "/w/team/models") =>
    answerTo("POST", path, { host, ...headers })?.status;
  expect(status({ origin: `https://${host}` })).toBeUndefined();
  expect(status({ "sec-fetch-site": "same-origin" })).toBeUndefined();
  for (const origin of ["https://elsewhere.example", "null", `https://${host}.example`, "%zz", ""])
    expect(status({ origin, "next-action": "0123" })).toBe(403);
  for (const path of ["/", "/w/team/models", "/sign-in", "/invite/x", "//w/team", "/W/team"])
    expect(status({ "next-action": "0123" }, path)).toBe(403);
  // these ask for themselves: a key needs no Origin, and signing in has its own token
  for (const path of ["/api/auth/callback/credentials", "/w/team/api/v1/x", "/get-artifact"])
    expect(status({}, path)).toBeUndefined();
});

test("reading is free from anywhere", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"])
    expect(
      answerTo(method, "/w/team/models/caf%C3%A9", { origin: "https://elsewhere.example" }),
    ).toBeUndefined();
});

test("a body that the framework would read whole is small and says so, or is refused unread", () => {
  const host = "gatehouse.test";
  const status = (path: string, headers: Record<string, string>) =>
    answerTo("POST", path, { host, origin: `https://${host}`, ...headers })?.status;
  for (const path of ["/api/auth/callback/credentials", "/api/auth/_log", "/api/auth/x"]) {
    expect(status(path, { "content-length": "60000" })).toBeUndefined();
    expect(status(path, { "content-length": "70000" })).toBe(413);
    expect(status(path, { "content-length": "100000000" })).toBe(413);
    expect(status(path, { "transfer-encoding": "chunked" })).toBe(413);
  }
  expect(status("/w/team/models", { "content-length": "900000" })).toBeUndefined();
  expect(status("/w/team/models", { "content-length": "2000000" })).toBe(413);
  expect(status("/w/team/models", { "transfer-encoding": "chunked" })).toBe(413);
});
