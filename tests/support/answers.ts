import { z } from "zod";

import { Failure, type Endpoint } from "@/lib/endpoint";
import { endpoints } from "@/lib/transport/endpoints";

export type Received = { status: number; headers: Headers; text: string };

/** Where a path has a word of its own, that comes before a parameter that could stand for it. */
const patterns = endpoints
  .map((endpoint) => ({
    endpoint,
    parameters: endpoint.path.split("{").length,
    pattern: new RegExp(
      `^${endpoint.path.replaceAll(".", String.raw`\.`).replaceAll(/\{\w+\}/g, "[^/]+")}$`,
    ),
  }))
  .toSorted((a, b) => a.parameters - b.parameters);

/** The REST endpoint a request is for; undefined where it is for something else. */
export function endpointOf(method: string, address: string): Endpoint | undefined {
  const { pathname } = new URL(address, "http://gatehouse.test");
  const path = pathname.replace(/^\/w\/[^/]+\//, "/");
  if (!path.startsWith("/api/v1/")) return undefined;
  const found = patterns.find(
    ({ endpoint, pattern }) => endpoint.method === method && pattern.test(path),
  );
  if (!found) throw new Error(`No endpoint is stated for ${method} ${path}.`);
  return found.endpoint;
}

/** Holds what came back to what the endpoint states: a missing or unknown field, another status or type fails. */
export function hold(endpoint: Endpoint, received: Received): void {
  try {
    if (received.status < 400) holdAnswer(endpoint, received);
    else readFailure(received);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${endpoint.method} ${endpoint.path} does not answer as it states.\n${why}`, {
      cause: error,
    });
  }
}

function holdAnswer({ answer, media, status }: Endpoint, received: Received): void {
  const type = received.headers.get("content-type")?.split(";")[0];
  z.object({ status: z.literal(status), type: z.literal(media) }).parse({
    status: received.status,
    type,
  });
  if (media === "text/csv") answer.parse(received.text);
  else if (media === "application/json") answer.parse(JSON.parse(received.text));
  else for (const line of received.text.split("\n").filter(Boolean)) answer.parse(JSON.parse(line));
}

/** A refusal as every endpoint gives it: the request's id stands in the body and in the header alike. */
export function readFailure({ headers, text }: Received): z.output<typeof Failure>["error"] {
  const { error } = Failure.parse(JSON.parse(text));
  z.literal(error.requestId).parse(headers.get("x-request-id"));
  return error;
}
