import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";
import { z } from "zod";

import { endpoints } from "@/lib/transport/endpoints";
import { openApiDocument } from "@/lib/transport/openapi";

const Schema = z.looseObject({});
const Content = z.record(z.string().regex(/^\w+\/[\w-]+$/), z.strictObject({ schema: Schema }));
const Reference = z.strictObject({ $ref: z.string().startsWith("#/components/") });
const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query"]),
  description: z.string().optional(),
  required: z.boolean().optional(),
  schema: Schema,
});
const Response = z.strictObject({
  description: z.string(),
  headers: z
    .record(z.string(), z.strictObject({ description: z.string(), schema: Schema }))
    .optional(),
  content: Content,
});
const Operation = z.strictObject({
  summary: z.string(),
  tags: z.array(z.string()),
  operationId: z.string().regex(/^\w+$/),
  security: z.array(Schema).optional(),
  parameters: z.array(z.union([Reference, Parameter])),
  requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), z.union([Reference, Response])),
});
const methods = z.enum(["get", "post", "patch", "delete"]);

/** As much of OpenAPI 3.1 as the document uses, strictly. */
const Document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith("/api/v1/"), z.partialRecord(methods, Operation)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })),
    parameters: z.record(z.string(), Parameter),
    responses: z.record(z.string(), Response),
    schemas: z.record(z.string().regex(/^\w+$/), Schema),
  }),
});

const raw = openApiDocument("1");
const document = Document.parse(raw);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
);

const routes = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("route.ts"));

const exported = routes.flatMap((file) => {
  const path = `/api/v1/${file.replace(/\/?route\.ts$/, "").replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")}`;
  const source = readFileSync(`app/api/v1/${file}`, "utf8");
  return [
    ...source.matchAll(/^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/gm),
  ].map(([, method]) => `${method} ${path}`);
});

test("every REST route is described, and nothing else is", () => {
  const described = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual(exported.toSorted());
});

test("the document names its inputs where a caller puts them", () => {
  expect(raw).toMatchObject({
    paths: {
      "/api/v1/members/{userId}": {
        patch: {
          parameters: [{ name: "userId", in: "path", required: true }],
          requestBody: {
            content: { "application/json": { schema: { required: ["roles"] } } },
          },
        },
      },
      "/api/v1/audit": {
        get: { parameters: expect.arrayContaining([{ $ref: "#/components/parameters/cursor" }]) },
      },
    },
  });
  for (const { path, parameters } of operations) {
    const inPath = parameters.flatMap((one) => ("in" in one && one.in === "path" ? one.name : []));
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

test("every operation has its own id", () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids).toHaveLength(endpoints.length);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every endpoint states what it answers, and how it refuses", () => {
  for (const { method, path, status, media } of endpoints) {
    const { responses } = operations.find(
      (one) => one.path === path && one.method.toUpperCase() === method,
    )!;
    expect(responses, `${method} ${path}`).toEqual({
      [status]: { description: "Done.", content: { [media]: { schema: expect.anything() } } },
      default: { $ref: "#/components/responses/Refused" },
    });
    const stated = Response.parse(responses[status]).content[media]?.schema;
    expect(Object.keys(stated ?? {}), `${method} ${path}`).not.toEqual([]);
  }
});

test("what answers share is stated once, by name", () => {
  expect(raw).toMatchObject({
    paths: {
      "/api/v1/models/{name}": {
        get: {
          responses: {
            200: {
              content: { "application/json": { schema: { $ref: "#/components/schemas/Model" } } },
            },
          },
        },
      },
    },
  });
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(["AuditEntry", "Error", "Experiment", "Gate", "Model", "Run"]),
  );
});

test("moments are texts, and a metric may be what JSON has no number for", () => {
  const { Model, NamedNumber } = document.components.schemas;
  expect(Model).toMatchObject({
    properties: { createdAt: { type: "string", format: "date-time" } },
    required: expect.arrayContaining(["createdAt", "tier"]),
  });
  expect(NamedNumber).toEqual({
    anyOf: [{ type: "number" }, { type: "string", enum: ["NaN", "Infinity", "-Infinity"] }],
  });
});

test("what the record dates is an ISO moment, and what a client timed is in Unix milliseconds", () => {
  const fields = [...fieldsIn(raw["paths"]), ...fieldsIn(raw["components"])];
  const dated = fields.filter(([name]) => /^at$|At$/.test(name));
  const timed = fields.filter(([name]) => /time(stamp)?$/i.test(name));
  expect(dated.length).toBeGreaterThan(20);
  expect(timed.length).toBeGreaterThan(5);
  for (const [name, schema] of dated)
    expect(`${name}: ${JSON.stringify(schema)}`).toContain('"format":"date-time"');
  for (const [name, schema] of timed)
    expect(`${name}: ${JSON.stringify(schema)}`).toContain('"description":"Unix milliseconds."');
});

/** Every property that any schema has, wherever it stands. */
function fieldsIn(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  const { properties } = Schema.parse(Array.isArray(value) ? {} : value);
  const own =
    typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  return [...own, ...Object.values(value).flatMap(fieldsIn)];
}

test("every reference leads somewhere, and every component is referred to", () => {
  const referred = [...JSON.stringify(raw).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)];
  const { parameters, responses, schemas } = document.components;
  const there = Object.entries({ parameters, responses, schemas }).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `${kind}/${name}`),
  );
  const found = new Set(referred.map(([, to = ""]) => to));
  expect([...found].toSorted()).toEqual(there.toSorted());
});
