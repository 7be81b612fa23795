import "server-only";
import { z } from "zod";

import type { ApiRequest } from "@/lib/api-request";
import { parse, untrusted, type Action } from "@/lib/command";
import type { Endpoint, Failure, Sent } from "@/lib/endpoint";
import { Refusal, refusals } from "@/lib/errors";
import { JsonResponse } from "@/lib/transport/json-response";
import {
  failure,
  jsonObject,
  queryObject,
  readBody,
  requestCtx,
  type RequestCtx,
  type RouteParams,
} from "@/lib/transport/request";

/** A route knows its endpoint, so that a test can hold its place in the tree against it. */
type Handler = {
  (request: ApiRequest, route: RouteParams): Promise<Response>;
  endpoint: Endpoint;
};

/** A write whose result is the answer: the command's own input, from the JSON body with the path's parameters laid over it. */
export function restCommand<Input extends z.ZodType, Answer extends z.ZodType>(
  endpoint: Endpoint<Input, Answer>,
  run: Action<z.input<Input>, Sent<Answer>>,
): Handler;
/** A write that answers what `present` makes of its result. */
export function restCommand<Input extends z.ZodType, Answer extends z.ZodType, Result>(
  endpoint: Endpoint<Input, Answer>,
  run: Action<z.input<Input>, Result>,
  present: (result: Result) => Sent<Answer>,
): Handler;
export function restCommand(
  endpoint: Endpoint,
  run: Action<never, unknown>,
  present = (result: unknown) => result,
): Handler {
  const { input, status, path } = endpoint;
  if (run.schema !== input) throw new Error(`${path} states another input than its command takes.`);
  return guarded(endpoint, async (ctx, params) => {
    const body = await readJson(ctx.request);
    refuseUnknown(input, body);
    const result = await untrusted(run)(ctx, { ...body, ...params });
    return new JsonResponse(present(result), { status });
  });
}

/** A misspelt field must not be dropped in silence: what it was to change or to leave out would stay. */
function refuseUnknown(schema: z.ZodType, sent: object): void {
  const fields = schema instanceof z.ZodPipe ? schema.in : schema;
  if (!(fields instanceof z.ZodObject)) return;
  const unknown = Object.keys(sent).filter((field) => !Object.hasOwn(fields.shape, field));
  if (unknown.length === 0) return;
  const known = Object.keys(fields.shape).join(", ") || "none";
  throw new Refusal(
    "invalid",
    `Unknown field: ${unknown.join(", ").slice(0, 200)}. This takes ${known}.`,
    Object.fromEntries(unknown.slice(0, 20).map((field) => [field, ["Unknown field."]])),
  );
}

/** A read: query string and path parameters through the endpoint's schema. */
export function restQuery<Input extends z.ZodType, Answer extends z.ZodType>(
  endpoint: Endpoint<Input, Answer>,
  read: (ctx: RequestCtx, input: z.output<Input>) => Promise<Sent<Answer>>,
): Handler {
  return restFile(endpoint, async (ctx, input) => new JsonResponse(await read(ctx, input)));
}

/** A read that is answered as a file. */
export function restFile<Input extends z.ZodType>(
  endpoint: Endpoint<Input>,
  read: (ctx: RequestCtx, input: z.output<Input>) => Promise<Response>,
): Handler {
  return guarded(endpoint, (ctx, params) => {
    const asked = queryObject(ctx.request);
    refuseUnknown(endpoint.input, asked);
    return read(ctx, parse(endpoint.input, { ...asked, ...params }));
  });
}

/** A name, a password and a token are short. */
const openLimit = 64 * 1024;

/** A write by somebody who has no credentials yet: what is sent says whether they may. */
export function restOpen<Answer extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, Answer>,
  act: (body: Record<string, unknown>) => Promise<Sent<Answer>>,
): Handler {
  return answering(
    endpoint,
    async (request) =>
      new JsonResponse(await act(await readJson(request, openLimit)), { status: endpoint.status }),
  );
}

function guarded(
  endpoint: Endpoint,
  answer: (ctx: RequestCtx, params: object) => Promise<Response>,
): Handler {
  return answering(endpoint, async (request, route) =>
    answer(await requestCtx(request), await route.params),
  );
}

function answering(
  endpoint: Endpoint,
  answer: (request: ApiRequest, route: RouteParams) => Promise<Response>,
): Handler {
  const handler = async (request: ApiRequest, route: RouteParams) => {
    try {
      return await answer(request, route);
    } catch (error) {
      return restFailure(error, request);
    }
  };
  return Object.assign(handler, { endpoint });
}

async function readJson(request: ApiRequest, limit?: number): Promise<Record<string, unknown>> {
  const text = await readBody(request, limit);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (text !== "" && type !== "application/json")
    throw new Refusal("invalid", "Send the body as Content-Type: application/json.");
  return jsonObject(text);
}

export function restFailure(error: unknown, request: ApiRequest): Response {
  const { refusal, requestId, headers } = failure(error, request);
  const shown: z.output<typeof Failure>["error"] = refusal
    ? { code: refusal.code, message: refusal.message, fields: refusal.fields, requestId }
    : { code: "bug", message: "Something went wrong here.", requestId };
  const status = refusal ? refusals[refusal.code].status : 500;
  return new JsonResponse({ error: shown }, { status, headers });
}
