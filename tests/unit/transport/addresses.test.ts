import {
  getRewrittenUrl,
  unstable_getResponseFromNextConfig,
} from "next/experimental/testing/server";
import { expect, test } from "vitest";

import nextConfig from "@/next.config";

const answerTo = (path: string) =>
  unstable_getResponseFromNextConfig({ url: `http://127.0.0.1:3000${path}`, nextConfig });

test.each([
  ["/w/demo/get-artifact?run_id=1&path=a", "/get-artifact"],
  ["/w/demo/model-versions/get-artifact?name=a&version=1&path=b", "/model-versions/get-artifact"],
  ["/w/demo/version", "/version"],
  ["/w/demo/health", "/health"],
  ["/w/demo/v1/traces", "/v1/traces"],
  ["/w/demo/api/1.0/mlflow/runs/get", "/api/1.0/mlflow/runs/get"],
  ["/w/demo/ajax-api/2.0/mlflow/runs/get", "/api/2.0/mlflow/runs/get"],
])("%s is the endpoint itself, in its workspace", async (path, endpoint) => {
  const url = new URL(getRewrittenUrl(await answerTo(path)) ?? "http://127.0.0.1/none");
  expect(url.pathname).toBe(endpoint);
  expect(url.searchParams.get("gh_workspace")).toBe("demo");
});

test.each(["/w/demo/models", "/w/demo/get-artifacts", "/w/demo/models/get-artifact"])(
  "%s is a page and asks for a session",
  async (path) => {
    expect((await answerTo(path)).headers.get("location")).toContain("/sign-in");
  },
);

test.each(["/get-artifact", "/model-versions/get-artifact", "/version", "/api/ping"])(
  "%s answers in a sandbox, with and without a workspace",
  async (path) => {
    for (const prefix of ["", "/w/demo"])
      expect((await answerTo(prefix + path)).headers.get("content-security-policy")).toMatch(
        /^default-src 'none'.*sandbox$/,
      );
  },
);
