import { afterEach, beforeAll, expect, test, vi } from "vitest";

import { GET as getExperiment } from "@/app/api/2.0/mlflow/experiments/get/route";
import { GET as getMember } from "@/app/api/v1/members/[userId]/route";
import { authEndpoints } from "@/lib/auth/endpoints";
import { nothing } from "@/lib/endpoint";
import { log } from "@/lib/log";
import { mlflow } from "@/lib/transport/mlflow";
import { restQuery } from "@/lib/transport/rest";
import { makeWorkspace } from "@/tests/support/workspace";

let authorization: string;
beforeAll(async () => {
  const { admin, key } = await makeWorkspace();
  authorization = `Bearer ${await key(admin, ["read"])}`;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const made = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const none = { params: Promise.resolve({ userId: "0190a000-0000-7000-8000-000000000000" }) };
const plain = "http://gatehouse.test/api";
const ofExperiment = `${plain}?experiment_id=404`;
const asking = (id?: string, url = plain) =>
  new Request(url, {
    headers: { authorization, ...(id === undefined ? {} : { "x-request-id": id }) },
  });
const idOf = (response: Response) => response.headers.get("x-request-id");

test("a refusal names its request over REST and MLflow", async () => {
  const rest = await getMember(asking(), none);
  expect(idOf(rest)).toMatch(made);
  expect(await rest.json()).toMatchObject({ error: { requestId: idOf(rest) } });
  expect(idOf(await getExperiment(asking(undefined, ofExperiment), none))).toMatch(made);
});

test("the id that a proxy gave is kept", async () => {
  const id = "9f86d081884c7d659a2feaa0c55ad015";
  expect(idOf(await getMember(asking(id), none))).toBe(id);
  expect(idOf(await getExperiment(asking(id, ofExperiment), none))).toBe(id);
});

test.each(["short", "a".repeat(65), '{"level":60} "forged"', "../../etc/passwd/////", ""])(
  "%j is no id, and another is made",
  async (id) => {
    expect(idOf(await getMember(asking(id), none))).toMatch(made);
  },
);

function broken({ requestId }: { requestId: string }): never {
  throw new Error(`select secret ${requestId}`);
}

test("what is logged of a bug has the id that its answer shows, and the answer has nothing else of it", async () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
  const rest = await restQuery(authEndpoints.me, async (ctx) => broken(ctx))(asking(), none);
  const body = await rest.text();
  expect(JSON.parse(body)).toEqual({
    error: { code: "bug", message: "Something went wrong here.", requestId: idOf(rest) },
  });
  const wire = await mlflow(nothing, async (ctx) => broken(ctx))(asking(), none);
  expect(await wire.json()).toEqual({
    error_code: "INTERNAL_ERROR",
    message: `Something went wrong here. Request id ${idOf(wire)}.`,
  });
  expect(logged.mock.calls.map(([line]) => line)).toMatchObject([
    { requestId: idOf(rest) },
    { requestId: idOf(wire) },
  ]);
});
