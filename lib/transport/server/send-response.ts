import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createGzip, gzip } from "node:zlib";

import { JsonResponse } from "@/lib/transport/json-response";

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Head = { status: number; headers: OutgoingHttpHeaders };

/** Below this an answer fits into a packet or two, compressed or not. */
const worthCompressing = 4096;
const fast = { level: constants.Z_BEST_SPEED };
const compress = promisify<Uint8Array | string, typeof fast, Buffer>(gzip);

/**
 * Sends an endpoint's response. One that is complete at once, as JSON is, goes out in one write with its length;
 * anything longer flows as fast as the client takes it, and stops when the client goes.
 */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  common: OutgoingHttpHeaders,
): Promise<void> {
  const { status, body } = response;
  const headers = { ...common };
  for (const [name, value] of response.headers) headers[name] = value;
  const head = { status, headers };
  const bare = outgoing.req.method === "HEAD";
  if (response instanceof JsonResponse && !bare) return sendWhole(outgoing, head, response.whole);
  if (body === null) return sendNothing(outgoing, head);
  if (!bare) return sendBody(outgoing, head, body.getReader());
  await body.cancel();
  outgoing.writeHead(status, headers).end();
}

function sendNothing(outgoing: ServerResponse, { status, headers }: Head): void {
  if (status !== 204 && status !== 304) headers["content-length"] ??= 0;
  outgoing.writeHead(status, headers).end();
}

async function sendBody(outgoing: ServerResponse, head: Head, reader: Reader): Promise<void> {
  const { done, value } = await reader.read();
  if (done) return sendNothing(outgoing, head);
  const next = reader.read();
  const complete = await Promise.race([next.then((read) => read.done), nextTurn()]);
  if (complete) return sendWhole(outgoing, head, value);
  const zip = mayCompress(head.headers) && acceptsGzip(outgoing);
  if (zip) head.headers["content-encoding"] = "gzip";
  outgoing.writeHead(head.status, head.headers);
  const chunks = flow(value, next, reader);
  await (zip ? pipeline(chunks, createGzip(fast), outgoing) : pipeline(chunks, outgoing));
}

async function sendWhole(
  outgoing: ServerResponse,
  { status, headers }: Head,
  content: Uint8Array | string,
): Promise<void> {
  const zip = mayCompress(headers) && acceptsGzip(outgoing);
  const smaller = zip && content.length >= worthCompressing;
  const sent = smaller ? await compress(content, fast) : content;
  if (smaller) headers["content-encoding"] = "gzip";
  headers["content-length"] = Buffer.byteLength(sent);
  outgoing.writeHead(status, headers).end(sent);
}

async function* flow(
  first: Uint8Array,
  second: ReturnType<Reader["read"]>,
  reader: Reader,
): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await second; !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

/** Files keep their bytes, lengths and ranges; JSON, text and CSV that we write are made smaller where asked. */
function mayCompress(headers: OutgoingHttpHeaders): boolean {
  if (!/^(application\/(json|x-ndjson)|text\/)/.test(String(headers["content-type"]))) return false;
  if (headers["content-encoding"] !== undefined || headers["accept-ranges"] !== undefined)
    return false;
  headers["vary"] ??= "Accept-Encoding";
  return true;
}

function acceptsGzip({ req }: ServerResponse): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(req.headers["accept-encoding"] ?? "");
}

function nextTurn(): Promise<false> {
  return new Promise((resolve) => setImmediate(resolve, false));
}
