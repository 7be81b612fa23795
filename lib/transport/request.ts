import "server-only";
import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";

import { requireAdmissible } from "@/lib/admission";
import type { ApiRequest } from "@/lib/api-request";
import { requestActor } from "@/lib/auth/identity/request-actor";
import type { Caller } from "@/lib/auth/rules";
import type { Asked } from "@/lib/command";
import { asRefusal } from "@/lib/db/faults";
import { asks } from "@/lib/db/request-scope";
import { Refusal, type RefusalCode } from "@/lib/errors";
import { log } from "@/lib/log";

/** Dataset profiles may reach 16 MiB; nothing else sent as JSON comes near. */
const bodyLimit = 20 * 1024 * 1024;

export type RouteParams = { params: Promise<Record<string, string | string[] | undefined>> };
export type RequestCtx = Asked & { actor: Caller; request: ApiRequest; requestId: string };

const ids = new WeakMap<ApiRequest, string>();
/** What proxies make: UUIDs and hex words. Nothing else is repeated in a header or written into the log. */
const wellFormedId = /^[\w-]{16,64}$/;

/** The id of a request, made once. A proxy's own is kept, so that its log and ours speak of the same request. */
export function requestIdOf(request: ApiRequest): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const given = request.headers.get("x-request-id") ?? "";
  const id = wellFormedId.test(given) ? given : randomUUID();
  ids.set(request, id);
  return id;
}

/** The workspace a URL names: `/w/<workspace>/api/…` arrives rewritten with it in `gh_workspace`. */
export function namedWorkspace(url: URL): string | undefined {
  const workspace =
    /^\/w\/([^/]+)\//.exec(url.pathname)?.[1] ?? url.searchParams.get("gh_workspace");
  return workspace === null || workspace === undefined ? undefined : decoded(workspace);
}

/** One that cannot be decoded is no workspace's name either. */
function decoded(workspace: string): string {
  try {
    return decodeURIComponent(workspace);
  } catch {
    return workspace;
  }
}

export async function requestCtx(request: ApiRequest): Promise<RequestCtx> {
  const actor = await requestActor(request, namedWorkspace(new URL(request.url)));
  asks(actor.id);
  return { actor, now: new Date(), request, requestId: requestIdOf(request) };
}

/** Query string as an object: a key given twice becomes a list. */
export function queryObject(request: ApiRequest): Record<string, string | string[]> {
  const { search, searchParams } = new URL(request.url);
  if (!isText(search))
    throw new Refusal("invalid", "The query string holds escapes that are not UTF-8 text.");
  const names = [...new Set(searchParams.keys())].filter((name) => name !== "gh_workspace");
  const fields = Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
  requireAdmissible(fields);
  return fields;
}

/** Each run of escapes is text by itself; a % that begins no escape stands for itself, as in any form. */
function isText(search: string): boolean {
  const runs = search.match(/(?:%[0-9a-f]{2})+/gi) ?? [];
  return runs.every((run) => isUtf8(Buffer.from(run.replaceAll("%", ""), "hex")));
}

export async function readBody(request: ApiRequest, limit = bodyLimit): Promise<string> {
  const tooLarge = new Refusal("too_large", `The request body is larger than ${limit} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge;
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new Refusal("invalid", "The request body is not UTF-8 text.");
  return bytes.toString("utf8");
}

/** Parses a JSON object. An empty body is an empty object; a string holding JSON is decoded once more (old clients). */
export function jsonObject(
  text: string,
  read: (text: string) => unknown = JSON.parse,
): Record<string, unknown> {
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = read(text);
    if (typeof value === "string") value = read(value);
  } catch {
    throw new Refusal("invalid", "The request body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("invalid", "The request body must be a JSON object.");
  requireAdmissible(value);
  return { ...value };
}

type Failed = { refusal: Refusal | null; requestId: string; headers: Record<string, string> };

/** What a failed request may say: a refusal speaks for itself; a bug is logged whole and shown as a fixed sentence. */
export function failure(error: unknown, request: ApiRequest): Failed {
  const requestId = requestIdOf(request);
  const headers = { "X-Request-Id": requestId };
  const known = asRefusal(error);
  if (known instanceof Refusal) {
    if (known.code === "unavailable" && !request.signal.aborted)
      log.warn({ requestId, err: error }, "unavailable");
    return { refusal: known, requestId, headers: { ...headers, ...hints[known.code] } };
  }
  const { method, url } = request;
  log.error({ requestId, method, path: new URL(url).pathname, err: error }, "bug");
  return { refusal: null, requestId, headers };
}

/** What a client may do next, as HTTP says it. */
const hints: Partial<Record<RefusalCode, Record<string, string>>> = {
  unavailable: { "Retry-After": "2" },
  limited: { "Retry-After": "60" },
  // Not Basic, though it is accepted: that challenge makes browsers open a password box of their own.
  unauthenticated: { "WWW-Authenticate": 'Bearer realm="Gatehouse"' },
};
