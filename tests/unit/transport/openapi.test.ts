import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { endpoints } from "@/lib/transport/endpoints";
import { openApiDocument } from "@/lib/transport/openapi";

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
  const { paths } = openApiDocument("1");
  expect(paths).toMatchObject({
    "/api/v1/members/{userId}": {
      patch: {
        parameters: [{ name: "userId", in: "path", required: true }],
        requestBody: {
          content: { "application/json": { schema: { required: ["roles"] } } },
        },
      },
    },
    "/api/v1/audit": {
      get: {
        parameters: expect.arrayContaining([
          expect.objectContaining({ name: "cursor", in: "query" }),
        ]),
      },
    },
  });
});

test("every operation has its own id", () => {
  const text = JSON.stringify(openApiDocument("1"));
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(endpoints.length);
  expect(new Set(ids).size).toBe(ids.length);
});
