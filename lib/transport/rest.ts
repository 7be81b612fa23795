import "server-only";
import { z } from "zod";

import type { ApiRequest } from "@/lib/api-request";
import { parse, untrusted, type Action } from "@/lib/command";
import { Refusal, refusals } from "@/lib/errors";
import {
  failure,
  jsonObject,
  queryObject,
  readBody,
  requestCtx,
  retryHeaders,
  type RequestCtx,
  type RouteParams,
} from "@/lib/transport/request";

type Handler = (request: ApiRequest, route: RouteParams) => Promise<Response>;

/**
 * A write: the command's own input, taken from the JSON body with the path parameters laid over it.
 * Answers 200 (or `status`) with what `present` makes of the result.
 */
export function restCommand<Result>(
  run: Action<never, Result>,
  { status = 200, present = (result: Result): unknown => result } = {},
): Handler {
  return (request, route) =>
    guarded(request, async (ctx) => {
      const body = await readJson(request);
      refuseUnknown(run.schema, body);
      const result = await untrusted(run)(ctx, { ...body, ...(await route.params) });
      return Response.json(present(result) ?? {}, { status });
    });
}

/** A misspelt field must not be dropped in silence: what it was to change would stay as it was. */
function refuseUnknown(schema: z.ZodType | undefined, body: object): void {
  if (!(schema instanceof z.ZodObject)) return;
  const unknown = Object.keys(body).filter((field) => !Object.hasOwn(schema.shape, field));
  if (unknown.length === 0) return;
  const known = Object.keys(schema.shape).join(", ");
  throw new Refusal(
    "invalid",
    `Unknown field: ${unknown.join(", ").slice(0, 200)}. This takes ${known}.`,
    Object.fromEntries(unknown.slice(0, 20).map((field) => [field, ["Unknown field."]])),
  );
}

/** A read: query string and path parameters through a schema. */
export function restQuery<Schema extends z.ZodType>(
  schema: Schema,
  read: (ctx: RequestCtx, input: z.output<Schema>) => Promise<unknown>,
): Handler {
  return (request, route) =>
    guarded(request, async (ctx) => {
      const input = parse(schema, { ...queryObject(request), ...(await route.params) });
      const answer = await read(ctx, input);
      return answer instanceof Response ? answer : Response.json(answer);
    });
}

/** For what neither fits: reads the request itself, inside the same error handling. */
export async function guarded(
  request: ApiRequest,
  body: (ctx: RequestCtx) => Promise<Response>,
): Promise<Response> {
  try {
    return await body(await requestCtx(request));
  } catch (error) {
    return restFailure(error, request);
  }
}

export async function readJson(request: ApiRequest): Promise<Record<string, unknown>> {
  const text = await readBody(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (text !== "" && type !== "application/json")
    throw new Refusal("invalid", "Send the body as Content-Type: application/json.");
  return jsonObject(text);
}

export function restFailure(error: unknown, request: ApiRequest): Response {
  const { refusal, requestId } = failure(error, request);
  if (!refusal) {
    const message = "Something went wrong here.";
    return Response.json({ error: { code: "bug", message, requestId } }, { status: 500 });
  }
  const { code, message, fields } = refusal;
  return Response.json(
    { error: { code, message, fields, requestId } },
    { status: refusals[code].status, headers: retryHeaders(refusal) },
  );
}
