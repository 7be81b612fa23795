import "server-only";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

import { inScope } from "@/lib/db/request-scope";
import { log } from "@/lib/log";
import { endpointPath, isApiAddress, isApiPath } from "@/lib/transport/api-address";
import { requestIdOf } from "@/lib/transport/request";
import { apiPolicy, pagePolicy, securityHeaders } from "@/lib/transport/security-headers";
import { decodes, turnedAway } from "@/lib/transport/server/front-door";
import { IncomingRequest } from "@/lib/transport/server/incoming-request";
import {
  methods,
  routeTable,
  type Found,
  type Handler,
  type Method,
  type RouteEntry,
  type RouteFile,
} from "@/lib/transport/server/route-table";
import { sendResponse } from "@/lib/transport/server/send-response";
import { refuseMethod } from "@/lib/transport/unknown";

const lowerCase = (headers: Record<string, string>): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
/** What the API answers is for who asked; a file that may be kept says so itself. */
const ofApi = { ...lowerCase(securityHeaders(apiPolicy)), "cache-control": "no-store" };
const ofPages = lowerCase(securityHeaders(pagePolicy(false)));

/**
 * Answers what a route file answers, without the framework's request pipeline, which costs several times what a
 * small answer does. False where the framework has to answer: pages, and every address not spelt as our clients do.
 */
export function apiServer(entries: readonly RouteEntry[]) {
  const find = routeTable(entries);
  return (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
    const asked = pathOf(incoming.url ?? "");
    const request = new IncomingRequest(incoming, outgoing);
    const exchange = { incoming, outgoing, request };
    const path = plainPath(asked);
    const endpoint = path === undefined ? undefined : endpointPath(path);
    const found = endpoint === undefined ? undefined : find(endpoint);
    if (endpoint !== undefined && found) {
      const headers = isApiPath(endpoint) ? ofApi : ofPages;
      const scope = { signal: request.signal };
      void inScope(scope, () => send(answerOf(found, incoming.method, request), exchange, headers));
      return true;
    }
    const refusal = turnedAway(request, asked);
    if (refusal) void send(refusal, exchange, isApiAddress(asked) ? ofApi : ofPages);
    return refusal !== undefined;
  };
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

const plain = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@%-]+)+$/;

/** The path of an address without empty or dotted parts, strange characters or broken escapes; else undefined. */
function plainPath(path: string): string | undefined {
  return plain.test(path) && !/%(2e|2f|5c)/i.test(path) && decodes(path) ? path : undefined;
}

async function answerOf(
  { file, params }: Found,
  asked: string | undefined,
  request: IncomingRequest,
): Promise<Response> {
  const method = methods.find((known) => known === asked);
  const handle = (method && file[method]) ?? implied(file, method);
  return handle(request, { params: Promise.resolve(params) });
}

type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse; request: IncomingRequest };

async function send(
  response: Response | Promise<Response>,
  { incoming, outgoing, request }: Exchange,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  try {
    await sendResponse(await response, outgoing, headers);
  } catch (error) {
    fail(error, requestIdOf(request), outgoing);
  } finally {
    // what is left of a body that was refused half-way, or the connection's next request would wait behind it
    incoming.resume();
  }
}

/** HEAD is GET without a body; OPTIONS says what there is; anything else there is not. */
function implied(file: RouteFile, method: Method | undefined): Handler {
  if (method === "HEAD" && file.GET) return file.GET;
  const there = methods.filter(
    (each) => file[each] || each === "OPTIONS" || (each === "HEAD" && file.GET),
  );
  const allowed = there.toSorted().join(", ");
  if (method === "OPTIONS")
    return () => new Response(null, { status: 204, headers: { Allow: allowed } });
  return (request) => refuseMethod(request, allowed);
}

/** Endpoints answer for their own faults, so this is a body that broke off: the client's doing, or ours. */
function fail(error: unknown, requestId: string, outgoing: ServerResponse): void {
  if (!outgoing.destroyed)
    log.error({ requestId, path: outgoing.req.url, err: error }, "answer broke off");
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(500, { ...ofApi, "x-request-id": requestId }).end();
}
