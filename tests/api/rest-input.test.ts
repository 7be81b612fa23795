import { beforeAll, expect, test } from "vitest";

import { POST as createModel } from "@/app/api/v1/models/route";
import { makeWorkspace } from "@/tests/support/workspace";

let headers: Record<string, string>;

beforeAll(async () => {
  const { admin, key } = await makeWorkspace();
  headers = {
    authorization: `Bearer ${await key(admin, ["register"])}`,
    "content-type": "application/json",
  };
});

const send = (body: string, more: Record<string, string> = {}) =>
  createModel(
    new Request("http://gatehouse.test/api/v1/models", {
      method: "POST",
      headers: { ...headers, ...more },
      body,
    }),
    { params: Promise.resolve({}) },
  );

test.each([
  ["a field it does not know", '{"name":"m","purpse":"Scores"}', "purpse"],
  ["a value of the wrong type", '{"name":5}', "name"],
  ["an over-long value", JSON.stringify({ name: "m".repeat(2000) }), "name"],
])("%s is refused by its name", async (_what, body, field) => {
  const answer = await send(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: "invalid", fields: { [field]: [expect.any(String)] } },
  });
});

test("what a refused request named is still free", async () => {
  await send('{"name":"later","purpse":"Scores"}');
  expect((await send('{"name":"later"}')).status).toBe(201);
});

test.each([
  ["JSON cut short", '{"name":', {}],
  ["a list", "[1]", {}],
  ["another media type", '{"name":"m2"}', { "content-type": "text/plain" }],
])("%s is refused in words", async (_what, body, more) => {
  const answer = await send(body, more);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: "invalid" } });
});
