import { z } from "zod";

import { refusals } from "@/lib/errors";
import type { Endpoint } from "@/lib/transport/endpoint";
import { endpoints } from "@/lib/transport/endpoints";

type Schema = Record<string, unknown>;

/** The REST API in OpenAPI 3.1, made from the same zod schemas that judge its inputs. */
export function openApiDocument(version: string): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints)
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  return {
    openapi: "3.1.0",
    info: {
      title: "Gatehouse",
      version,
      description:
        "Every path also exists under /w/{workspace}, which names the workspace; without it an API key's own workspace is meant. Models, versions and runs can also be reached through MLflow's REST API at /api/2.0/mlflow.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ key: [] }, { keyAsPassword: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key (gh_…)." },
        keyAsPassword: {
          type: "http",
          scheme: "basic",
          description: "Any user name, the API key as password.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "A browser's session. Writes need an Origin header of this site.",
        },
      },
      schemas: { Error: errorSchema() },
    },
  };
}

function operation(endpoint: Endpoint): Schema {
  const { method, path, says, status = 200, input } = endpoint;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const { properties, required } = fieldsOf(input);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const query = method === "GET" ? rest : [];
  return {
    summary: says,
    tags: [path.split("/")[3] ?? ""],
    operationId: `${method.toLowerCase()}_${path.slice("/api/v1/".length).replaceAll(/\W+/g, "_")}`,
    ...(endpoint.open ? { security: [] } : {}),
    parameters: [
      ...inPath.map((name) => parameter("path", name, properties[name] ?? {}, true)),
      ...query.map((name) =>
        parameter("query", name, properties[name] ?? {}, required.includes(name)),
      ),
    ],
    ...(method === "GET" || rest.length === 0 ? {} : body(rest, properties, required)),
    responses: {
      [status]: { description: "Done.", content: { [endpoint.answers ?? "application/json"]: {} } },
      default: {
        description: "Refused.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function parameter(place: "path" | "query", name: string, schema: Schema, required: boolean) {
  return { name, in: place, required, schema };
}

function body(names: string[], properties: Record<string, Schema>, required: string[]): Schema {
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required: required.filter((name) => names.includes(name)),
  };
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

/** What a caller sends. A preprocessed field says nothing of its input, so there its outcome is shown. */
function fieldsOf(input: z.ZodType | undefined): {
  properties: Record<string, Schema>;
  required: string[];
} {
  if (!input) return { properties: {}, required: [] };
  const [sent, read] = (["input", "output"] as const).map((io) =>
    z.toJSONSchema(input, { io, unrepresentable: "any" }),
  );
  const properties: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(sent?.properties ?? {})) {
    properties[name] = shownField(schema, read?.properties?.[name]);
  }
  const needed = new Set([...(sent?.required ?? []), ...(read?.required ?? [])]);
  return {
    properties,
    required: Object.keys(properties).filter(
      (name) => needed.has(name) && !("default" in (properties[name] ?? {})),
    ),
  };
}

function shownField(sent: unknown, read: unknown): Schema {
  const says = typeof sent === "object" && sent !== null ? Object.keys(sent) : [];
  const shown = says.some((key) => key !== "default") ? sent : read;
  return typeof shown === "object" ? { ...shown } : {};
}

function errorSchema(): Schema {
  return {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message", "requestId"],
        properties: {
          code: { enum: [...Object.keys(refusals), "bug"] },
          message: { type: "string" },
          fields: {
            type: "object",
            description: "Faults by the path of their field.",
            additionalProperties: { type: "array", items: { type: "string" } },
          },
          requestId: { type: "string" },
        },
      },
    },
  };
}
