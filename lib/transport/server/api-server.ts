import "server-only";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

import { log } from "@/lib/log";
import { endpointPath, isApiPath } from "@/lib/transport/api-address";
import { requestIdOf } from "@/lib/transport/request";
import { apiPolicy, pagePolicy, securityHeaders } from "@/lib/transport/security-headers";
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
const ofApi = lowerCase(securityHeaders(apiPolicy));
const ofPages = lowerCase(securityHeaders(pagePolicy(false)));

/**
 * Answers what a route file answers, without the framework's request pipeline, which costs several times what a
 * small answer does. False where the framework has to answer: pages, and every address not spelt as our clients do.
 */
export function apiServer(entries: readonly RouteEntry[]) {
  const find = routeTable(entries);
  return (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
    const path = plainPath(incoming.url ?? "");
    const endpoint = path === undefined ? undefined : endpointPath(path);
    const found = endpoint === undefined ? undefined : find(endpoint);
    if (endpoint === undefined || !found) return false;
    void answer(found, incoming, outgoing, isApiPath(endpoint) ? ofApi : ofPages);
    return true;
  };
}

const plain = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@%-]+)+$/;

/** The path of an address without empty or dotted parts, strange characters or broken escapes; else undefined. */
function plainPath(url: string): string | undefined {
  const query = url.indexOf("?");
  const path = query < 0 ? url : url.slice(0, query);
  if (!plain.test(path)) return undefined;
  if (!path.includes("%")) return path;
  if (/%(2e|2f|5c)/i.test(path)) return undefined;
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return undefined;
  }
}

async function answer(
  { file, params }: Found,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const request = new IncomingRequest(incoming, outgoing);
  try {
    const method = methods.find((known) => known === incoming.method);
    const handle = (method && file[method]) ?? implied(file, method);
    const response = await handle(request, { params: Promise.resolve(params) });
    await sendResponse(response, outgoing, headers);
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
