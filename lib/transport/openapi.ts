import { Failure, type Endpoint } from "@/lib/endpoint";
import { endpoints } from "@/lib/transport/endpoints";
import { answerSchemas, fieldsOf, type Schema } from "@/lib/transport/json-schema";

const description = `Every path also exists under /w/{workspace}, which names the workspace; without it an API key's own workspace is meant. Models, versions and runs can also be reached through MLflow's REST API at /api/2.0/mlflow.

Long lists come in pages: \`limit\` says how many, and what a page answers as \`next\` goes back in as \`cursor\`, with everything else as it was. \`previous\`, where there is one, leads back.

Moments of the record (\`at\`, \`createdAt\` and all that end so) are ISO 8601 in UTC. Times that a client logged (\`startTime\`, \`timestamp\` and all that end so) are the Unix milliseconds it sent. Whatever is refused is answered as an Error; its \`requestId\` also stands in the header X-Request-Id.`;

/** The REST API in OpenAPI 3.1, made from the zod schemas that judge its inputs and that its answers are held to. */
export function openApiDocument(version: string): Schema {
  const { schemas, components } = answerSchemas({
    ...Object.fromEntries(endpoints.map((endpoint) => [idOf(endpoint), endpoint.answer])),
    refused: Failure,
  });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints)
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(
      endpoint,
      schemas[idOf(endpoint)] ?? {},
    );
  return {
    openapi: "3.1.0",
    info: {
      title: "Gatehouse",
      version,
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ key: [] }, { keyAsPassword: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes,
      parameters: { cursor },
      responses: { Refused: refused(schemas["refused"]) },
      schemas: components,
    },
  };
}

const securitySchemes = {
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
};

const cursor = {
  name: "cursor",
  in: "query",
  description: "Where the page begins: what another page answered as `next` or `previous`.",
  schema: { type: "string", maxLength: 4000 },
};

const refused = (schema: Schema | undefined) => ({
  description: "Refused, or failed.",
  headers: {
    "X-Request-Id": {
      description: "Names the request in the server's log. One that is sent along is kept.",
      schema: { type: "string" },
    },
  },
  content: { "application/json": { schema } },
});

function idOf({ method, path }: Endpoint): string {
  return `${method.toLowerCase()}_${path.slice("/api/v1/".length).replaceAll(/\W+/g, "_")}`;
}

function operation(endpoint: Endpoint, answer: Schema): Schema {
  const { method, path, says, status, media, input } = endpoint;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const { properties, required } = fieldsOf(input);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const query = method === "GET" ? rest : [];
  return {
    summary: says,
    tags: [path.split("/")[3] ?? ""],
    operationId: idOf(endpoint),
    ...(endpoint.open ? { security: [] } : {}),
    parameters: [
      ...inPath.map((name) => parameter("path", name, properties[name] ?? {}, true)),
      ...query.map((name) =>
        name === "cursor"
          ? { $ref: "#/components/parameters/cursor" }
          : parameter("query", name, properties[name] ?? {}, required.includes(name)),
      ),
    ],
    ...(method === "GET" || rest.length === 0 ? {} : body(rest, properties, required)),
    responses: {
      [status]: { description: "Done.", content: { [media]: { schema: answer } } },
      default: { $ref: "#/components/responses/Refused" },
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
