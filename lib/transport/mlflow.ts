import "server-only";
import type { z } from "zod";

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

const seeDocs = "See the API docs for more information about request parameters.";

/**
 * One MLflow endpoint: an input schema over query, JSON body and path parameters, and what to answer on the wire.
 * Success is exactly 200 with a JSON object; anything else makes the Python client raise.
 */
export function mlflow<Schema extends z.ZodType>(
  schema: Schema,
  answer: (ctx: RequestCtx, input: z.output<Schema>) => Promise<object>,
) {
  return async (request: Request, route: RouteParams): Promise<Response> => {
    try {
      const ctx = await requestCtx(request);
      const raw = { ...(await readInput(request)), ...(await route.params) };
      return Response.json(await answer(ctx, parseWire(schema, raw)));
    } catch (error) {
      return mlflowFailure(error, request);
    }
  };
}

async function readInput(request: Request): Promise<Record<string, unknown>> {
  if (request.method === "GET") return queryObject(request);
  const text = await readBody(request);
  if (text === "") return queryObject(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new Refusal("invalid", "Bad Request. Content-Type must be one of ['application/json'].");
  return jsonObject(text);
}

/** Parses with MLflow's own sentences, which its clients and tests match. */
export function parseWire<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw new Refusal("invalid", "Invalid input.");
  const name = wirePath(issue.path);
  const value = issue.path.reduce<unknown>(
    (at, part) => (typeof at === "object" && at !== null ? Reflect.get(at, part) : undefined),
    raw,
  );
  throw new Refusal("invalid", sentence(issue, name, value), { [name]: [issue.message] });
}

function sentence(issue: z.core.$ZodIssue, name: string, value: unknown): string {
  if (issue.code === "custom" && issue.message !== "Invalid input") return issue.message;
  const missing = value === undefined || value === null || value === "";
  if (missing) return `Missing value for required parameter '${name}'. ${seeDocs}`;
  const shown = JSON.stringify(value) ?? String(value);
  return `Invalid value ${shown.slice(0, 200)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'. ${seeDocs}`;
}

function wirePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === "number"
        ? `${name}[${part}]`
        : name
          ? `${name}.${String(part)}`
          : String(part),
    "",
  );
}

/** The type names MLflow's messages use. */
function pythonType(value: unknown): string {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return Array.isArray(value) ? "list" : "dict";
}

export function mlflowFailure(error: unknown, request: Request): Response {
  const { refusal, requestId } = failure(error, request);
  if (!refusal) {
    const message = `Something went wrong here. Request id ${requestId}.`;
    return Response.json({ error_code: "INTERNAL_ERROR", message }, { status: 500 });
  }
  const { status, mlflow: error_code } = refusals[refusal.code];
  return Response.json(
    { error_code, message: refusal.message },
    { status, headers: retryHeaders(refusal) },
  );
}
