import "server-only";
import type { z } from "zod";

import type { ApiRequest } from "@/lib/api-request";
import { Refusal, refusals } from "@/lib/errors";
import { parseExact } from "@/lib/exact-json";
import { needed } from "@/lib/sentences";
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
import { textStream } from "@/lib/transport/text-stream";

const seeDocs = "See the API docs for more information about request parameters.";

/**
 * One MLflow endpoint: an input schema over query, JSON body and path parameters, and what to answer on the wire.
 * Success is exactly 200 with a JSON object; anything else makes the Python client raise.
 */
export function mlflow<Schema extends z.ZodType>(
  schema: Schema,
  answer: (ctx: RequestCtx, input: z.output<Schema>) => Promise<object>,
) {
  return answering(schema, answer, (answered) => new JsonResponse(answered));
}

/** One whose answer may be too long to be held: the text of a JSON object, part by part. */
export function mlflowStream<Schema extends z.ZodType>(
  schema: Schema,
  answer: (ctx: RequestCtx, input: z.output<Schema>) => Promise<AsyncIterable<string>>,
) {
  return answering(schema, answer, (parts) => {
    const headers = { "Content-Type": "application/json" };
    return new Response(textStream(parts), { headers });
  });
}

function answering<Schema extends z.ZodType, Answer>(
  schema: Schema,
  answer: (ctx: RequestCtx, input: z.output<Schema>) => Promise<Answer>,
  present: (answered: Answer) => Response,
) {
  const read = async (request: ApiRequest, route: RouteParams) => {
    const { fields, text } = await readInput(request);
    return parseWire(schema, { ...fields, ...(await route.params) }, text);
  };
  // each step ends before the next is waited for, so that a large body is let go as soon as it is read
  const reply = async (request: ApiRequest, route: RouteParams) => {
    const ctx = await requestCtx(request);
    return answer(ctx, await read(request, route));
  };
  return async (request: ApiRequest, route: RouteParams): Promise<Response> => {
    try {
      return present(await reply(request, route));
    } catch (error) {
      return mlflowFailure(error, request);
    }
  };
}

type Input = { fields: Record<string, unknown>; text: string };

/** As MLflow reads it: a GET by its query, or else by its body, which its own export tool sends. */
async function readInput(request: ApiRequest): Promise<Input> {
  const query = queryObject(request);
  const asked = request.method === "GET" && Object.keys(query).length > 0;
  const text = asked ? "" : await readBody(request);
  if (text === "") return { fields: query, text };
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (request.method !== "GET" && type !== "application/json")
    throw new Refusal("invalid", "Bad Request. Content-Type must be one of ['application/json'].");
  return { fields: jsonObject(text, parseExact), text };
}

/** Parses with MLflow's own sentences, which its clients and tests match. */
export function parseWire<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  text = "",
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
  const shown = asWritten(value, issue.path.at(-1), text);
  throw new Refusal("invalid", sentence(issue, { name, value, shown }), {
    [name]: [issue.message],
  });
}

type Faulty = { name: string; value: unknown; shown: string };

function sentence(issue: z.core.$ZodIssue, { name, value, shown }: Faulty): string {
  const told = toldBy(issue);
  if (told !== undefined) return told;
  const missing = value === undefined || value === null || value === "";
  if (missing) return `Missing value for required parameter '${name}'. ${seeDocs}`;
  const bound = boundOf(issue, { name, value, shown });
  if (bound !== undefined) return bound;
  return `Invalid value ${shown.slice(0, 200)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value, shown)}'. ${seeDocs}`;
}

/** What the schema says itself; of a choice between several, what one of them says. */
function toldBy(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === "custom" && issue.message !== "Invalid input") return issue.message;
  if (issue.code !== "invalid_union") return undefined;
  return issue.errors.flat().map(toldBy).find(Boolean);
}

/** A value of the right kind that is too much or too little is told by its bound. */
function boundOf(issue: z.core.$ZodIssue, { name, shown }: Faulty): string | undefined {
  const wrong = `Invalid value ${shown.slice(0, 200)} for parameter '${name}' supplied`;
  const largest: unknown = issue.code === "custom" ? issue.params?.["largest"] : undefined;
  if (typeof largest === "string" && /^"?-?\d{16,}"?$/.test(shown))
    return `${wrong}: It must be a whole number between -${largest} and ${largest}.`;
  if (issue.code === "too_big" && issue.origin === "string")
    return `'${name}' exceeds the maximum length of ${issue.maximum} characters`;
  if (issue.code === "too_big" && issue.origin === "array")
    return `'${name}' can hold at most ${issue.maximum} items. Split it up and try again.`;
  if (issue.code === "too_big")
    return `${wrong}. It must be at most ${issue.maximum}, but got value ${shown.slice(0, 200)}`;
  if (issue.code === "too_small" && issue.origin !== "string")
    return `${wrong}. It must be at least ${issue.minimum}, but got value ${shown.slice(0, 200)}`;
  return undefined;
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

/** `9.0` is a fraction to MLflow and its tests; once parsed it is 9, so the body is asked how it was written. */
function asWritten(value: unknown, key: PropertyKey | undefined, text: string): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number")
    for (const [, name, literal] of text.matchAll(/"([^"\\]*)"\s*:\s*(-?\d[\d.eE+-]*)/g))
      if (name === key && literal !== undefined && Number(literal) === value) return literal;
  return JSON.stringify(value) ?? String(value);
}

/** The type names MLflow's messages use. */
function pythonType(value: unknown, shown: string): string {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return /[.eE]/.test(shown) ? "float" : "int";
  return Array.isArray(value) ? "list" : "dict";
}

/** A command names its fields as this house does; whoever speaks MLflow knows them by MLflow's names. */
function inWireWords({ message, fields }: Refusal): string {
  const [field, [said] = []] = Object.entries(fields)[0] ?? [];
  if (field === undefined || message !== `${field}: ${said}`) return message;
  const name = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return said === needed
    ? `Missing value for required parameter '${name}'. ${seeDocs}`
    : `Invalid value for parameter '${name}' supplied: ${said}`;
}

export function mlflowFailure(error: unknown, request: ApiRequest): Response {
  const { refusal, requestId, headers } = failure(error, request);
  if (!refusal) {
    const message = `Something went wrong here. Request id ${requestId}.`;
    return new JsonResponse({ error_code: "INTERNAL_ERROR", message }, { status: 500, headers });
  }
  const { status, mlflow: error_code } = refusals[refusal.code];
  return new JsonResponse({ error_code, message: inWireWords(refusal) }, { status, headers });
}
