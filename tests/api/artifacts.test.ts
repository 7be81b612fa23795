import { readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

import { afterAll, beforeAll, expect, test, vi } from "vitest";

import * as file from "@/app/api/2.0/mlflow-artifacts/artifacts/[...path]/route";
import * as list from "@/app/api/2.0/mlflow-artifacts/artifacts/route";
import * as multipart from "@/app/api/2.0/mlflow-artifacts/mpu/[action]/[...path]/route";
import * as toRun from "@/app/api/2.0/mlflow/upload-artifact/route";
import * as ofRun from "@/app/get-artifact/route";
import * as ofVersion from "@/app/model-versions/get-artifact/route";
import { findArtifact } from "@/lib/artifacts/queries";
import { createRun } from "@/lib/experiments/runs/create-run";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let key: string;
/** Settings are read once, when the product is loaded. */
const folder = vi.hoisted(
  () => (process.env["ARTIFACT_DIR"] = `${process.env["ARTIFACT_DIR"]}-${process.pid}`),
);
let server: Server;

beforeAll(async () => {
  workspace = await makeWorkspace();
  key = await workspace.key(workspace.admin, ["read", "track"]);
  server = createServer((incoming, outgoing) => {
    const abort = new AbortController();
    incoming.on("aborted", () => abort.abort());
    const sent = new Request(`http://127.0.0.1${incoming.url ?? ""}`, {
      method: "PUT",
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's stream types differ in name only
      body: Readable.toWeb(incoming) as never,
      signal: abort.signal,
      duplex: "half",
    } as RequestInit);
    void file.PUT(sent).then((answer) => outgoing.writeHead(answer.status).end());
  }).listen(0, "127.0.0.1");
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const base = "/api/2.0/mlflow-artifacts/artifacts";

function request(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Request {
  return new Request(`http://127.0.0.1/w/${workspace.slug}${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

const put = (path: string, body: string) => file.PUT(request("PUT", path, body));
const get = (path: string, headers: Record<string, string> = {}) =>
  file.GET(request("GET", path, undefined, headers));
const listOf = async (path: string): Promise<unknown> => {
  const answer = await list.GET(request("GET", `?path=${encodeURIComponent(path)}`), {
    params: Promise.resolve({}),
  });
  return answer.json();
};

test("a file comes back byte for byte under the name it was sent with", async () => {
  expect((await put("/1/r/artifacts/img%25step%250.png", "pixels")).status).toBe(200);
  const answer = await get("/1/r/artifacts/img%25step%250.png");
  expect(await answer.text()).toBe("pixels");
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(await listOf("1/r/artifacts")).toEqual({
    files: [{ path: "img%step%0.png", is_dir: false, file_size: 6 }],
  });
});

test("a page somebody uploaded is a download of plain text, in a sandbox", async () => {
  await put("/1/r/artifacts/x.html", "<script>alert(1)</script>");
  const { headers } = await get("/1/r/artifacts/x.html");
  expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(headers.get("content-disposition")).toMatch(/^attachment/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("sandbox");
});

test.each(["/..%2f..%2fetc%2fpasswd", "/1/%252e%252e%252fx", "/1/..%5cx", "/1/a%00b", "/%2Fetc"])(
  "%s leads nowhere",
  async (path) => {
    expect((await put(path, "x")).status).toBe(400);
    expect((await get(path)).status).toBe(400);
  },
);

test("the folder itself may be written as a dot, as clients do who download everything", async () => {
  await put("/1/dots/artifacts/model/a.txt", "a");
  const expected = { files: [{ path: "a.txt", is_dir: false, file_size: 1 }] };
  for (const path of ["model", "model/", "model/.", "./model"])
    expect(await listOf(`1/dots/artifacts/${path}`)).toEqual(expected);
});

test("a path that climbs is refused before anyone looks what it would climb from", async () => {
  const query = "?name=none&version=1&run_id=none&path=../path";
  for (const route of [ofRun, ofVersion]) {
    const answer = await route.GET(request("GET", query));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error_code: "INVALID_PARAMETER_VALUE",
      message: "Invalid path",
    });
  }
});

test("a file sent for a run lies among the run's files, and only there", async () => {
  const { runId: id } = await createRun(
    { actor: workspace.admin, now: new Date() },
    { experimentId: "0", startTime: 1 },
  );
  const of = (path: string) => `?run_uuid=${id}&path=${path}`;
  const send = (path: string) => toRun.POST(request("POST", of(path), "hello"));
  expect((await send("notes/a.txt")).status).toBe(200);
  expect(await (await ofRun.GET(request("GET", of("notes/a.txt")))).text()).toBe("hello");
  expect((await send("../../a.txt")).status).toBe(400);
  expect((await toRun.POST(request("POST", "?path=a.txt", "hello"))).status).toBe(400);
  expect((await toRun.POST(request("POST", "?run_uuid=none&path=a.txt", "x"))).status).toBe(404);
});

test("what is not there is 404, so that no client tries again", async () => {
  const answer = await get("/1/r/artifacts/none.txt");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error_code: "RESOURCE_DOES_NOT_EXIST" });
});

const at = (run: string, name: string) =>
  `/1/${run}/artifacts/${name.split("/").map(encodeURIComponent).join("/")}`;

test("a name that a client decoded once more is understood where one file alone can be meant", async () => {
  const text = async (name: string) => (await get(at("im", name))).text();
  const dog = "dog%step%20%timestamp%1795642803473%a1.png";
  const names = [dog, "dog%step%4%b2.png", "x%20y/in%20side.txt", "one%2Btwo.txt", "one+two.txt"];
  for (const name of [...names, "l%C3%A9.txt"]) await put(at("im", name), name);
  for (const name of names) expect(await text(name)).toBe(name);
  expect(await text("dog%step %timestamp%1795642803473%a1.png")).toBe(dog);
  expect(await text("x y/in side.txt")).toBe("x%20y/in%20side.txt");
  expect(await text("lé.txt")).toBe("l%C3%A9.txt");
  expect(await listOf("1/im/artifacts/x y")).toEqual({
    files: [{ path: "in%20side.txt", is_dir: false, file_size: 19 }],
  });
  expect((await get(at("im", "cat step.png"))).status).toBe(404);
  for (const name of ["a%20b.txt", "a%2520b.txt"]) await put(at("two", name), name);
  expect((await get(at("two", "a b.txt"))).status).toBe(404);
});

test("a file comes under its own name, for clients that read ASCII alone too", async () => {
  for (const [name, told] of [
    ["a+b.txt", "attachment; filename=a+b.txt"],
    ["a b.txt", "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt"],
    ['模"型.txt', "attachment; filename=\"___.txt\"; filename*=UTF-8''%E6%A8%A1%22%E5%9E%8B.txt"],
  ] as const) {
    const path = `/1/r/artifacts/${encodeURIComponent(name)}`;
    expect((await put(path, "x")).status).toBe(200);
    expect((await get(path)).headers.get("content-disposition")).toBe(told);
  }
});

test("a picture is opened by who follows a link to it, and saved by every client", async () => {
  await put("/1/r/artifacts/dog.png", "pixels");
  const saved = await get("/1/r/artifacts/dog.png");
  expect(saved.headers.get("content-disposition")).toBe("attachment; filename=dog.png");
  const opened = await get("/1/r/artifacts/dog.png", { "sec-fetch-mode": "navigate" });
  expect(opened.headers.get("content-disposition")).toBe("inline; filename=dog.png");
});

test("a part of a file can be asked for", async () => {
  await put("/1/r/artifacts/digits.txt", "0123456789");
  const part = await get("/1/r/artifacts/digits.txt", { range: "bytes=2-4" });
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
    206,
    "bytes 2-4/10",
    "234",
  ]);
  expect((await get("/1/r/artifacts/digits.txt", { range: "bytes=99-" })).status).toBe(416);
});

test("multipart is declined in the words that make clients fall back", async () => {
  const answer = await multipart.POST(
    new Request(`http://127.0.0.1/w/${workspace.slug}/api/2.0/mlflow-artifacts/mpu/create/1/x`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: "{}",
    }),
    { params: Promise.resolve({ action: "create", path: ["1", "x"] }) },
  );
  expect(answer.status).toBe(501);
  expect(await answer.json()).toMatchObject({
    message: "Multipart upload is not supported for the current artifact repository",
  });
});

test("without a key, or with one that may only read, nothing is stored", async () => {
  const open = new Request(`http://127.0.0.1/w/${workspace.slug}${base}/1/x`, {
    method: "PUT",
    body: "x",
  });
  expect((await file.PUT(open)).status).toBe(401);
  const reader = await workspace.key(workspace.admin, ["read"]);
  const answer = await file.PUT(request("PUT", "/1/x", "x", { authorization: `Bearer ${reader}` }));
  expect(answer.status).toBe(403);
});

test.each(["content-length: 100000", "transfer-encoding: chunked"])(
  "an upload cut half-way (%s) leaves neither file nor row",
  async (framing) => {
    const path = "1/r/artifacts/half.bin";
    const before = await readdir(folder, { recursive: true });
    const socket = connect(port(), "127.0.0.1");
    const chunk = framing.startsWith("content")
      ? "x".repeat(1000)
      : `3e8\r\n${"x".repeat(1000)}\r\n`;
    socket.write(
      `PUT /w/${workspace.slug}${base}/${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n${framing}\r\n\r\n${chunk}`,
    );
    await until(async () => (await parts()).length === 1);
    socket.destroy();
    await until(async () => (await parts()).length === 0);
    expect(await findArtifact({ actor: workspace.admin }, path)).toBeUndefined();
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  },
);

function port(): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

const parts = () => readdir(join(folder, "tmp"));

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("It never came to pass.");
    await pause(20);
  }
}
