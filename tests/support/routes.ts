import { readdirSync } from "node:fs";
import { resolve } from "node:path";

import type { Endpoint } from "@/lib/endpoint";

/** Every route file of the tree, so that a new route cannot be forgotten. */

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

type Handler = {
  (
    request: Request,
    route: { params: Promise<Record<string, string | string[]>> },
  ): Promise<Response>;
  endpoint?: Endpoint;
};

export type Route = { path: string; method: Method; handler: Handler };

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .toSorted();

export const routes: Route[] = (
  await Promise.all(
    files.map(async (file) => {
      const loaded: Partial<Record<Method, Handler>> = await import(resolve("app", file));
      const path = file.replace(/\/route\.tsx?$/, "");
      return methods.flatMap((method) => {
        const handler = loaded[method];
        return handler ? [{ path, method, handler }] : [];
      });
    }),
  )
).flat();

/** Open by design, each with its reason. */
export const open = new Map([
  ["api/ping", "says only that the process lives"],
  ["health", "says only that the process lives"],
  ["version", "says only which protocol is spoken"],
  ["api/auth/[...nextauth]", "signing in itself"],
  ["api/v1/setup", "first set-up; refused once anybody has an account"],
  ["api/v1/invitations/accept", "the invitation's token is the credential"],
  ["api/openapi.json", "describes the API and holds no data"],
]);

export const guarded = routes.filter(({ path }) => !open.has(path));

export const nameOf = ({ method, path }: Route) => `${method} ${path}`;
