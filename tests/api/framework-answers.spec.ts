import { spawn, type ChildProcess } from "node:child_process";
import { request, type IncomingHttpHeaders } from "node:http";

import { expect, test } from "@playwright/test";

import { nextBin } from "@/scripts/lib/paths.mjs";
import { freePort } from "@/scripts/lib/ports.mjs";
import { baseUrl } from "@/tests/support/browser";
import { until } from "@/tests/support/launcher";
import { makeWorkspace } from "@/tests/support/workspace";

/*
 * Our own server answers the API by the same route files as Next would. Here Next answers beside it, from the same
 * build and the same database, and both must say the same.
 */

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Asking = { method?: string; headers?: Record<string, string>; body?: string };

let framework: ChildProcess;
let frameworkUrl = "";
let key = "";
let workspace = "";

test.beforeAll(async () => {
  const port = await freePort();
  frameworkUrl = `http://127.0.0.1:${port}`;
  const args = [nextBin, "start", "-H", "127.0.0.1", "-p", `${port}`];
  framework = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "ignore",
  });
  const made = await makeWorkspace();
  workspace = made.slug;
  key = await made.key(made.admin, ["read", "track", "register", "gate"]);
  await until(
    () =>
      fetch(`${frameworkUrl}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    () => "the framework's own server did not answer",
  );
});

test.afterAll(() => void framework.kill("SIGKILL"));

/** By hand, because fetch would tidy the address up before it is sent. */
function send(base: string, path: string, { method = "GET", headers = {}, body }: Asking) {
  const { hostname, port } = new URL(base);
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, agent: false, headers }, (response) => {
      let text = "";
      response.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.on("error", reject).end(body);
  });
}

/** How an answer is carried may differ, and when; what it says may not. */
const carriage = new Set([
  "allow",
  // ours forbids to keep what does not say that it may be kept
  "cache-control",
  "connection",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
  "vary",
]);
const requestId = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A method that is not there: the framework says so without a word. */
function said({ status, headers, body }: Answer) {
  if (status === 405) return { status };
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !carriage.has(name))
        .map(([name, value]) => [name, name === "x-request-id" ? "(request id)" : value]),
    ),
    body: body.replaceAll(requestId, "(request id)"),
  };
}

async function expectAlike(path: string, asking: Asking): Promise<Answer> {
  const at = path.replaceAll("{ws}", workspace);
  const ours = await send(baseUrl, at, asking);
  const theirs = await send(frameworkUrl, at, asking);
  expect.soft(said(ours), `${asking.method ?? "GET"} ${at}`).toEqual(said(theirs));
  return ours;
}

const addresses = [
  "/health",
  "/w/{ws}/health",
  "/version",
  "/w/{ws}/version",
  "/api/ping",
  "/api/openapi.json",
  "/api/v1/me",
  "/w/{ws}/api/v1/me",
  "/w/{ws}/ajax-api/v1/me",
  "/w/other/api/v1/me",
  "/api/v1/me?gh_workspace=other",
  "/ajax-api/2.0/mlflow/experiments/search?max_results=10",
  "/w/{ws}/api/2.0/mlflow/experiments/search?max_results=x",
  "/api/2.0/mlflow/experiments/get?experiment_id=a%zz",
  "/api/2.0mlflow/experiments/search-datasets",
  "/w/{ws}/get-artifact",
  "/w/{ws}/model-versions/get-artifact?name=a&version=1&path=b",
  "/api/v1/runs/compare.csv?runs=a,b",
  "/api/v1/audit/export",
  "/api/v1/models/a%20b",
  "/api/v1/models/caf%C3%A9",
  "/api/v1/models/100%25",
  "/api/v1/models/%00",
  "/api/2.0/mlflow/logged-models/m-1%20x",
  "/api/2.0/mlflow-artifacts/artifacts?path=a",
  "/api/2.0/mlflow-artifacts/artifacts/0/x/a%20b.txt",
  "/api/2.0/mlflow-artifacts/artifacts/0/x/a%252Fb.txt",
  // what there is not
  "/nothing",
  "/api/1.0/mlflow/runs/search",
  "/w/{ws}/api/1.0/mlflow/runs/search",
  "/w/{ws}/api/v1/nothing",
  "/w/{ws}/nothing",
  "/api/nothing",
  "/api/v1/nothing",
  "/api/2.0",
  "/api/2.0/nothing",
  "/api/2.0/mlflow/nothing",
  "/api/2.0/mlflow-artifacts/nothing",
  "/api/3.0/mlflow/traces",
  // spelt in odd ways
  "/API/v1/me",
  "/api/v1/me/",
  "/api//v1/me",
  "//api/v1/me",
  "/w//api/v1/me",
  "/w/{ws}//api/v1/me",
  "/w/{ws}/w/{ws}/api/v1/me",
  "/api/v1/./me",
  "/api/v1/models/../me",
  "/api/v1/models/%2e%2e/me",
  "/api/v1/m%65",
  "/api/v1/me%00",
  "/api/v1/me;x=1",
  "/api/v1/me?x#y",
  "/api/v1/models/a%2Fb",
  "/api/v1/models/a%5Cb",
  "http://elsewhere.example/api/v1/me",
];

test("an address that cannot be decoded is refused before it is looked for", async () => {
  const headers = { authorization: `Bearer ${key}` };
  for (const path of [
    "/w/%zz/api/v1/me",
    "/api/v1/models/%E0%A4%A",
    "/api/%ff",
    "/w/{ws}/models/%",
  ]) {
    const { status } = await send(baseUrl, path.replaceAll("{ws}", workspace), { headers });
    expect(status).toBe(400);
  }
});

test("every address is answered alike, with a key and without", async () => {
  for (const path of addresses)
    for (const headers of [{ authorization: `Bearer ${key}` }, {}])
      await expectAlike(path, { headers });
});

test("every method is answered alike", async () => {
  const paths = ["/health", "/api/v1/me", "/api/2.0/mlflow/runs/search", "/api/2.0/mlflow/nothing"];
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (const path of paths)
    for (const method of ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
      await expectAlike(path, { method, headers });
});

test("bodies, their types and their faults are answered alike", async () => {
  const path = "/w/{ws}/api/2.0/mlflow/experiments/search";
  const authorization = `Bearer ${key}`;
  const bodies = ["", "{}", '"{}"', "{", "[]", '{"max_results": 9.0}', '{"filter":"\u00e9"}'];
  for (const type of ["application/json", "application/json; charset=utf-8", "text/plain"])
    for (const body of bodies)
      await expectAlike(path, {
        method: "POST",
        headers: { authorization, "content-type": type },
        body,
      });
  await expectAlike("/api/v1/experiments", {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: '{"nam":"misspelt"}',
  });
});

test("headers of any size and credentials of any kind are answered alike", async () => {
  const basic = `Basic ${Buffer.from(`anybody:${key}`).toString("base64")}`;
  for (const headers of [
    { authorization: basic },
    { authorization: "Basic !" },
    { authorization: `Bearer ${key}`, origin: "https://elsewhere.example" },
    { cookie: "next-auth.session-token=worthless" },
    { authorization: `Bearer ${key}`, "x-long": "x".repeat(12_000) },
    { authorization: `Bearer ${key}`, "x-too-long": "x".repeat(20_000) },
  ])
    for (const path of ["/w/{ws}/api/v1/me", "/w/{ws}/api/2.0/mlflow/experiments/search"])
      await expectAlike(path, { headers });
});

test("a file goes in and comes out alike, whole, in part and not at all", async () => {
  const authorization = `Bearer ${key}`;
  const path = "/w/{ws}/api/2.0/mlflow-artifacts/artifacts/0/alike/a%20b.txt";
  const body = "0123456789".repeat(100);
  const put = await expectAlike(path, { method: "PUT", headers: { authorization }, body });
  expect(put.status).toBe(200);
  const whole = await expectAlike(path, { headers: { authorization } });
  expect([whole.status, whole.body]).toEqual([200, body]);
  expect(whole.headers["content-length"]).toBe("1000");
  const part = await expectAlike(path, { headers: { authorization, range: "bytes=10-19" } });
  expect([part.status, part.headers["content-length"]]).toEqual([206, "10"]);
  for (const more of [{ range: "bytes=5000-" }, { "if-none-match": String(whole.headers.etag) }])
    await expectAlike(path, { headers: { authorization, ...more } });
  const head = await expectAlike(path, { method: "HEAD", headers: { authorization } });
  expect(head.headers["content-length"]).toBe("1000");
  await expectAlike(path, {
    method: "PUT",
    headers: { authorization, "content-range": "x" },
    body,
  });
});
