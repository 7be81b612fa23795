import { resolve } from "node:path";

import { encode } from "next-auth/jwt";
import type { z } from "zod";

import type { Scope } from "@/lib/auth/rules";
import type { Endpoint } from "@/lib/endpoint";
import { hold, readFailure, type Received } from "@/tests/support/answers";
import type { TestWorkspace, UserActor } from "@/tests/support/workspace";

/** Who calls: in which workspace, with what credentials. */
export type Client = { slug?: string; headers: Record<string, string> };

type Input = Record<string, unknown>;
type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>;

export async function byKey(
  { slug, key }: TestWorkspace,
  owner: UserActor,
  scopes: Scope[] = ["read", "track", "register", "gate", "admin"],
): Promise<Client> {
  return { slug, headers: { authorization: `Bearer ${await key(owner, scopes)}` } };
}

/** As a browser sends it from one of our own pages. */
export async function bySession({ slug }: TestWorkspace, person: UserActor): Promise<Client> {
  const secret = process.env["NEXTAUTH_SECRET"] ?? "";
  const token = await encode({ token: { sub: person.id, epoch: 0 }, secret, maxAge: 600 });
  const { origin } = new URL(process.env["NEXTAUTH_URL"] ?? "");
  return { slug, headers: { origin, cookie: `next-auth.session-token=${token}` } };
}

export const byNobody: Client = { headers: {} };

const answered = new Set<Endpoint>();

/** The names of those endpoints that have not answered in this test file. */
export function unanswered(all: Record<string, Endpoint>): string[] {
  return Object.entries(all).flatMap(([name, endpoint]) => (answered.has(endpoint) ? [] : [name]));
}

/** What an endpoint answers, read as it states. Anything else than success fails the test. */
export async function answerOf<Answer extends z.ZodType>(
  client: Client,
  endpoint: Endpoint<z.ZodType, Answer>,
  input: Input = {},
): Promise<z.output<Answer>> {
  return endpoint.answer.parse(JSON.parse(await textOf(client, endpoint, input)));
}

/** The same for what is no JSON as a whole. */
export async function textOf(client: Client, endpoint: Endpoint, input: Input = {}) {
  const received = await send(client, endpoint, input);
  if (received.status >= 400) throw new Error(`${endpoint.path}: ${received.text}`);
  answered.add(endpoint);
  return received.text;
}

/** How an endpoint refuses; an answer fails the test. */
export async function refusalOf(client: Client, endpoint: Endpoint, input: Input = {}) {
  const received = await send(client, endpoint, input);
  return { status: received.status, ...readFailure(received) };
}

/** A real request to the real route file, and its answer held to the endpoint. */
async function send(client: Client, endpoint: Endpoint, given: Input): Promise<Received> {
  const { method, path } = endpoint;
  const rest = { ...given };
  const params: Record<string, string> = {};
  const folder = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    params[name] = String(rest[name]);
    delete rest[name];
    return `[${name}]`;
  });
  const url = new URL(path, "http://gatehouse.test");
  if (client.slug !== undefined) url.searchParams.set("gh_workspace", client.slug);
  if (method === "GET")
    for (const [name, value] of Object.entries(rest)) url.searchParams.set(name, String(value));
  const loaded: Partial<Record<string, Handler>> = await import(
    resolve(`app${folder}`, "route.ts")
  );
  const handler = loaded[method];
  if (!handler) throw new Error(`${path} has no ${method}.`);
  const response = await handler(
    new Request(url, {
      method,
      headers: { ...client.headers, "content-type": "application/json" },
      ...(method === "GET" ? {} : { body: JSON.stringify(rest) }),
    }),
    { params: Promise.resolve(params) },
  );
  const received = { ...pick(response), text: await response.text() };
  hold(endpoint, received);
  return received;
}

const pick = ({ status, headers }: Response) => ({ status, headers });
