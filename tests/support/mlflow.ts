import { z } from "zod";

import type { TestWorkspace } from "@/tests/support/workspace";

type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;
type Route = Partial<Record<string, Handler>>;

export type Answer = { status: number; body: Record<string, unknown> };

const fields = z.record(z.string(), z.unknown());

/** Speaks to the route handlers as the MLflow client does: real requests, a real key, the real database. */
export function mlflowClient(workspace: TestWorkspace, key: string) {
  return async (
    route: Route,
    method: string,
    input: unknown = {},
    params: Record<string, string> = {},
  ): Promise<Answer> => {
    const url = new URL("http://127.0.0.1/api/2.0/mlflow");
    url.searchParams.set("gh_workspace", workspace.slug);
    const headers: Record<string, string> = { authorization: `Bearer ${key}` };
    let body: string | null = null;
    if (method === "GET") appendQuery(url, fields.parse(input));
    else {
      headers["content-type"] = "application/json";
      body = typeof input === "string" ? input : JSON.stringify(input);
    }
    const handler = route[method];
    if (!handler) throw new Error(`The route has no ${method}.`);
    const response = await handler(new Request(url, { method, headers, body }), {
      params: Promise.resolve(params),
    });
    return { status: response.status, body: fields.parse(await response.json()) };
  };
}

function appendQuery(url: URL, input: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(input))
    for (const each of Array.isArray(value) ? value : [value])
      url.searchParams.append(name, String(each));
}

const list = z.array(z.looseObject({ key: z.string() })).optional();
const run = z.object({
  info: z.looseObject({ run_id: z.string(), run_name: z.string() }),
  data: z.object({ metrics: list, params: list, tags: list }),
  inputs: z.looseObject({}),
  outputs: z.looseObject({}),
});

export type WireRun = z.output<typeof run>;

/** The run in an answer, held against the shape clients rely on. */
export function runOf({ body }: Answer): WireRun {
  return run.parse(body["run"]);
}
