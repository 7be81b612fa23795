import { EventEmitter, once } from "node:events";
import { Agent, createServer, request, type IncomingMessage, type Server } from "node:http";
import { setImmediate } from "node:timers/promises";
import { gunzipSync } from "node:zlib";

import { afterEach, expect, test } from "vitest";

import { apiServer } from "@/lib/transport/server/api-server";
import type { RouteEntry, RouteFile } from "@/lib/transport/server/route-table";

type Answer = { status: number; headers: IncomingMessage["headers"]; text: string; raw: Buffer };
type Asking = { method?: string; headers?: Record<string, string>; body?: Buffer; agent?: Agent };

const running: Server[] = [];
const agents: Agent[] = [];

afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
  for (const server of running.splice(0)) server.close().closeAllConnections();
});

/** Our own server before one that says it was left to the framework. */
async function serve(...entries: RouteEntry[]): Promise<number> {
  const answers = apiServer(entries);
  const server = createServer((incoming, outgoing) => {
    if (!answers(incoming, outgoing)) outgoing.end("left to the framework");
  });
  running.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

function open(port: number, path: string, { method = "GET", headers = {}, agent }: Asking) {
  return request({ host: "127.0.0.1", port, path, method, headers, ...(agent ? { agent } : {}) });
}

async function ask(port: number, path: string, asking: Asking = {}): Promise<Answer> {
  const sent = open(port, path, asking);
  sent.end(asking.body);
  return read(sent);
}

async function read(sent: ReturnType<typeof open>): Promise<Answer> {
  const [response]: IncomingMessage[] = await once(sent, "response");
  if (!response) throw new Error("no response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const raw = Buffer.concat(chunks);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, text: raw.toString("utf8"), raw };
}

const told: RouteFile = {
  GET: async (asked, { params }) =>
    Response.json({ params: await params, path: asked.url.slice("http://gatehouse".length) }),
};

const tree: RouteEntry[] = [
  ["/health", told],
  ["/get-artifact", told],
  ["/api/v1/models", told],
  ["/api/v1/models/[name]", told],
  ["/api/2.0/mlflow/runs/get", told],
  ["/api/[...unknown]", told],
];

test.each([
  ["/health", {}],
  ["/api/v1/models?x=/y", {}],
  ["/w/team/api/v1/models/a%20b", { name: "a b" }],
  ["/w/team/ajax-api/v1/models/caf%C3%A9", { name: "café" }],
  ["/ajax-api/2.0/mlflow/runs/get", {}],
  ["/api/2.0/mlflow/runs/got/it", { unknown: ["2.0", "mlflow", "runs", "got", "it"] }],
  ["/w/team/api/1.0/mlflow/runs", { unknown: ["1.0", "mlflow", "runs"] }],
  ["/api/v1/nothing", { unknown: ["v1", "nothing"] }],
  ["/w/team/health", {}],
  ["/w/team/get-artifact?path=a", {}],
])("%s is answered by its route file", async (path, params) => {
  const answer = await ask(await serve(...tree), path);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toEqual({ params, path });
  expect(answer.headers["x-frame-options"]).toBe("DENY");
});

test.each([
  "/",
  "/w/team",
  "/w/team/models",
  "/api/auth/session",
  "/api/v1/models/",
  "/api//v1/models",
  "/api/v1/./models",
  "/api/v1/models/../models",
  "/api/v1/models/%2e%2e",
  "/api/v1/models/a%2Fb",
  "/w/team/w/team/api/v1/models",
  "http://elsewhere.example/api/v1/models",
])("%s is left to the framework", async (path) => {
  const { text } = await ask(await serve(...tree), path);
  expect(text).toBe("left to the framework");
});

test("HEAD is GET without its body, OPTIONS names the methods, and others are not allowed", async () => {
  const port = await serve(["/api/v1/models", { ...told, POST: () => Response.json({}) }]);
  const head = await ask(port, "/api/v1/models", { method: "HEAD" });
  expect([head.status, head.text]).toEqual([200, ""]);
  const options = await ask(port, "/api/v1/models", { method: "OPTIONS" });
  expect([options.status, options.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  for (const method of ["PUT", "TRACE", "PROPFIND"]) {
    const { status, headers, text } = await ask(port, "/api/v1/models", { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "wrong_method" } });
  }
});

test("what the API answers is kept nowhere, unless it says so itself", async () => {
  const port = await serve(
    ["/api/v1/models", told],
    ["/api/file", { GET: () => new Response("x", { headers: { "Cache-Control": "private" } }) }],
  );
  expect((await ask(port, "/api/v1/models")).headers["cache-control"]).toBe("no-store");
  expect((await ask(port, "/api/v1/%zz")).headers["cache-control"]).toBe("no-store");
  expect((await ask(port, "/api/file")).headers["cache-control"]).toBe("private");
});

test("a method that an MLflow path has not is refused in MLflow's shape", async () => {
  const port = await serve([
    "/api/2.0/mlflow/runs/get",
    { GET: () => new Response("never asked") },
  ]);
  const answer = await ask(port, "/w/team/api/2.0/mlflow/runs/get", { method: "POST" });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    405,
    {
      error_code: "ENDPOINT_NOT_FOUND",
      message: "POST is not a method of /api/2.0/mlflow/runs/get, which takes GET, HEAD, OPTIONS.",
    },
  ]);
});

test("a GET brings the body that it announces, and none where it announces none", async () => {
  const port = await serve([
    "/api/echo",
    {
      async GET({ body }) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of body ?? []) chunks.push(chunk);
        return Response.json({ none: body === null, sent: Buffer.concat(chunks).toString() });
      },
    },
  ]);
  const plain = await ask(port, "/api/echo");
  expect(JSON.parse(plain.text)).toEqual({ none: true, sent: "" });
  const body = Buffer.from('{"name":"m"}');
  for (const headers of [{ "content-length": "12" }, { "transfer-encoding": "chunked" }]) {
    const answer = await ask(port, "/api/echo", { body, headers });
    expect(JSON.parse(answer.text)).toEqual({ none: false, sent: '{"name":"m"}' });
  }
});

test("the length that an endpoint states is told on HEAD as well", async () => {
  const port = await serve([
    "/api/file",
    { GET: () => new Response(null, { headers: { "content-length": "5000" } }) },
  ]);
  const { headers, text } = await ask(port, "/api/file", { method: "HEAD" });
  expect([headers["content-length"], text]).toEqual(["5000", ""]);
});

test("an answer that is complete at once is sent with its length", async () => {
  const { headers, text } = await ask(
    await serve(["/health", { GET: () => new Response("OK") }]),
    "/health",
  );
  expect([headers["content-length"], headers["transfer-encoding"], text]).toEqual([
    "2",
    undefined,
    "OK",
  ]);
});

test("long JSON and streams are compressed for who asks so, files never", async () => {
  const body = { long: "x".repeat(100_000) };
  const port = await serve(
    ["/api/json", { GET: () => Response.json(body) }],
    [
      "/api/stream",
      { GET: () => new Response(lines(500), { headers: { "content-type": "text/csv" } }) },
    ],
    [
      "/api/file",
      {
        GET: () =>
          new Response("a".repeat(10_000), {
            headers: { "content-type": "text/plain", "accept-ranges": "bytes" },
          }),
      },
    ],
  );
  const headers = { "accept-encoding": "deflate, gzip" };
  const json = await ask(port, "/api/json", { headers });
  expect(json.headers["content-encoding"]).toBe("gzip");
  expect(Number(json.headers["content-length"])).toBe(json.raw.byteLength);
  expect(JSON.parse(gunzipSync(json.raw).toString())).toEqual(body);
  const stream = await ask(port, "/api/stream", { headers });
  expect(gunzipSync(stream.raw).toString().split("\n")).toHaveLength(501);
  expect((await ask(port, "/api/file", { headers })).text).toBe("a".repeat(10_000));
  const plain = await ask(port, "/api/json", { headers: { "accept-encoding": "gzip;q=0" } });
  expect(JSON.parse(plain.text)).toEqual(body);
});

test("a body refused half-way leaves the connection to the next request", async () => {
  const port = await serve(
    [
      "/api/upload",
      {
        async PUT({ body }) {
          for await (const { byteLength } of body ?? [])
            if (byteLength > 0) return new Response("too large", { status: 413 });
          return new Response("empty");
        },
      },
    ],
    ["/health", told],
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  const body = Buffer.alloc(8 * 1024 * 1024);
  const refused = await ask(port, "/api/upload", { method: "PUT", body, agent });
  expect([refused.status, refused.text]).toEqual([413, "too large"]);
  expect((await ask(port, "/health", { agent })).status).toBe(200);
});

test("a client that goes in mid-upload aborts the signal and ends the body", async () => {
  const events = new EventEmitter();
  const begun = once(events, "begun");
  const ended = once(events, "ended");
  const port = await serve([
    "/api/upload",
    {
      async PUT({ body, signal }) {
        const gone = once(signal, "abort");
        let broke = false;
        try {
          for await (const chunk of body ?? []) events.emit("begun", chunk);
        } catch {
          broke = true;
        }
        await gone;
        events.emit("ended", { aborted: signal.aborted, broke });
        return new Response("never read");
      },
    },
  ]);
  const sent = open(port, "/api/upload", { method: "PUT", headers: { "content-length": "1000" } });
  sent.on("error", () => undefined);
  sent.write("the first part");
  await begun;
  sent.destroy();
  expect(await ended).toEqual([{ aborted: true, broke: true }]);
});

test("a download is read no faster than its client reads, and no further once the client is gone", async () => {
  const chunk = new Uint8Array(64 * 1024);
  const events = new EventEmitter();
  const cancelled = once(events, "cancelled");
  let pulled = 0;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(chunk);
      },
      cancel: () => void events.emit("cancelled"),
    });
  const port = await serve(["/api/download", { GET: () => new Response(endless()) }]);
  const sent = open(port, "/api/download", {});
  sent.on("error", () => undefined);
  sent.end();
  const [response]: IncomingMessage[] = await once(sent, "response");
  response?.on("error", () => undefined);
  for (let turn = 0; turn < 5000; turn++) await setImmediate();
  // what the socket's buffers on both sides hold, and not what 5000 turns could have read
  expect(pulled * chunk.byteLength).toBeLessThan(32 * 1024 * 1024);
  sent.destroy();
  await cancelled;
});

test("an endpoint that throws answers 500 and says nothing of the reason", async () => {
  const port = await serve([
    "/api/broken",
    {
      GET: () => {
        throw new Error("select secret from table");
      },
    },
  ]);
  const answer = await ask(port, "/api/broken");
  expect([answer.status, answer.text]).toEqual([500, ""]);
});

function lines(count: number): ReadableStream<Uint8Array> {
  let line = 0;
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      controller.enqueue(new TextEncoder().encode(`${line},${line * 2}\n`));
      if (++line === count) controller.close();
    },
  });
}
