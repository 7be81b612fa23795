import { beforeAll, expect, test } from "vitest";

import * as createVersion from "@/app/api/2.0/mlflow/model-versions/create/route";
import * as deleteVersion from "@/app/api/2.0/mlflow/model-versions/delete/route";
import * as downloadUri from "@/app/api/2.0/mlflow/model-versions/get-download-uri/route";
import * as getVersion from "@/app/api/2.0/mlflow/model-versions/get/route";
import * as searchVersions from "@/app/api/2.0/mlflow/model-versions/search/route";
import * as setVersionTag from "@/app/api/2.0/mlflow/model-versions/set-tag/route";
import * as transition from "@/app/api/2.0/mlflow/model-versions/transition-stage/route";
import * as alias from "@/app/api/2.0/mlflow/registered-models/alias/route";
import * as createModel from "@/app/api/2.0/mlflow/registered-models/create/route";
import * as latest from "@/app/api/2.0/mlflow/registered-models/get-latest-versions/route";
import * as getModel from "@/app/api/2.0/mlflow/registered-models/get/route";
import * as rename from "@/app/api/2.0/mlflow/registered-models/rename/route";
import * as searchModels from "@/app/api/2.0/mlflow/registered-models/search/route";
import * as setTag from "@/app/api/2.0/mlflow/registered-models/set-tag/route";
import { classifyModel } from "@/lib/registry/classify-model";
import { mlflowClient, type Answer } from "@/tests/support/mlflow";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

let workspace: TestWorkspace;
let call: ReturnType<typeof mlflowClient>;

beforeAll(async () => {
  workspace = await makeWorkspace();
  const key = await workspace.key(workspace.admin, ["read", "track", "register"]);
  call = mlflowClient(workspace, key);
});

const source = "mlflow-artifacts:/1/r/artifacts/model";

async function newModel(name: string, versions = 0): Promise<void> {
  expect((await call(createModel, "POST", { name })).status).toBe(200);
  for (let at = 0; at < versions; at++)
    expect((await call(createVersion, "POST", { name, source })).status).toBe(200);
}

const refused = (answer: Answer, status: number, code: string, message: RegExp | string) => {
  expect(answer.body["message"]).toMatch(message);
  expect(answer).toMatchObject({ status, body: { error_code: code } });
};

test("a version answers in MLflow's shape, with its maker's name", async () => {
  await newModel("shape");
  const tags = [{ key: "a", value: "b" }];
  const { body } = await call(createVersion, "POST", { name: "shape", source, tags });
  const { creation_timestamp, last_updated_timestamp, ...rest } = Object(body["model_version"]);
  expect(typeof creation_timestamp).toBe("number");
  expect(last_updated_timestamp).toBe(creation_timestamp);
  expect(rest).toEqual({
    name: "shape",
    version: "1",
    user_id: "Test admin",
    current_stage: "None",
    description: "",
    source,
    status: "READY",
    tags,
    run_link: "",
  });
});

test("a name that is taken, empty or no text is refused in MLflow's words", async () => {
  await newModel("twice");
  const again = await call(createModel, "POST", { name: "twice" });
  refused(again, 400, "RESOURCE_ALREADY_EXISTS", "Registered Model (name=twice) already exists.");
  const empty = await call(createModel, "POST", { name: "" });
  refused(empty, 400, "INVALID_PARAMETER_VALUE", /^Missing value for required parameter 'name'/);
  const number = await call(createModel, "POST", { name: 1 });
  refused(number, 400, "INVALID_PARAMETER_VALUE", /^Invalid value 1 for parameter 'name' supplied/);
});

test("what is not there is 404, a version that is no number is 400", async () => {
  await newModel("few", 1);
  const none = await call(getModel, "GET", { name: "none" });
  refused(none, 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=none not found");
  for (const version of ["9", "0", "-1", "99999999999"])
    refused(
      await call(getVersion, "GET", { name: "few", version }),
      404,
      "RESOURCE_DOES_NOT_EXIST",
      `Model Version (name=few, version=${version}) not found`,
    );
  const text = await call(getVersion, "GET", { name: "few", version: "x" });
  refused(text, 400, "INVALID_PARAMETER_VALUE", "must be an integer, got 'x'");
});

test.each([
  ["/etc/passwd", "To use a local path as a model version source"],
  ["file:///etc", "To use a local path as a model version source"],
  ["mlflow-artifacts://host:9000/models/../../../", "If supplying a source as an http, https,"],
  ["http://host/artifacts/..%2f..%2f", "If supplying a source as an http, https,"],
])("the source %s is refused", async (bad, message) => {
  await call(createModel, "POST", { name: "sources" });
  const answer = await call(createVersion, "POST", { name: "sources", source: bad });
  refused(answer, 400, "INVALID_PARAMETER_VALUE", message);
});

test("stages are MLflow's, whatever the case, and the newest of each is the latest", async () => {
  await newModel("stages", 2);
  const move = (version: string, stage: string, archive_existing_versions = false) =>
    call(transition, "POST", { name: "stages", version, stage, archive_existing_versions });
  refused(
    await move("1", "bogus"),
    400,
    "INVALID_PARAMETER_VALUE",
    "None, Staging, Production, Archived",
  );
  expect((await move("1", "production")).body["model_version"]).toMatchObject({
    current_stage: "Production",
  });
  await move("2", "Production", true);
  const first = await call(getVersion, "GET", { name: "stages", version: "1" });
  expect(first.body["model_version"]).toMatchObject({ current_stage: "Archived" });
  const { body } = await call(latest, "POST", { name: "stages", stages: ["Production"] });
  expect(body["model_versions"]).toMatchObject([{ version: "2" }]);
  refused(await move("1", "None", true), 400, "INVALID_PARAMETER_VALUE", "not an Active stage");
});

test("an alias is set, read, moved and gone with its version", async () => {
  await newModel("aliases", 2);
  const name = "aliases";
  const read = () => call(alias, "GET", { name, alias: "best" });
  refused(await read(), 400, "INVALID_PARAMETER_VALUE", "Registered model alias best not found.");
  expect(await call(alias, "POST", { name, alias: "best", version: "1" })).toEqual({
    status: 200,
    body: {},
  });
  await call(alias, "POST", { name, alias: "best", version: "2" });
  expect((await read()).body["model_version"]).toMatchObject({ version: "2", aliases: ["best"] });
  await call(deleteVersion, "DELETE", { name, version: "2" });
  refused(await read(), 400, "INVALID_PARAMETER_VALUE", "Registered model alias best not found.");
  for (const reserved of ["v1", "Latest"])
    refused(
      await call(alias, "POST", { name, alias: reserved, version: "1" }),
      400,
      "INVALID_PARAMETER_VALUE",
      "is reserved",
    );
});

test("a classified model's champion and stage are its gate's alone", async () => {
  await newModel("governed", 1);
  const answers = {
    reach: "broad",
    autonomy: "automatic",
    use: "consequential",
    harm: "severe",
  } as const;
  await classifyModel(
    { actor: workspace.admin, now: new Date() },
    { name: "governed", ...answers },
  );
  const pointed = await call(alias, "POST", { name: "governed", alias: "champion", version: "1" });
  expect(pointed).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
  const moved = await call(transition, "POST", {
    name: "governed",
    version: "1",
    stage: "Production",
  });
  expect(moved).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
});

test("search takes MLflow's grammar with OR, lists and parentheses, and pages", async () => {
  await newModel("find-a", 3);
  await newModel("find-b");
  await call(setTag, "POST", { name: "find-b", key: "team", value: "risk" });
  const names = async (filter: string) => {
    const { body } = await call(searchModels, "GET", { filter });
    return listed(body["registered_models"]).map(({ name }) => name);
  };
  const client = "tag.`mlflow.prompt.is_prompt` != 'true'";
  expect(await names(`name LIKE 'find-%' AND ${client}`)).toEqual(["find-a", "find-b"]);
  expect(await names("name LIKE 'find-%'")).toEqual(["find-a", "find-b"]);
  expect(await names("name = 'find-a' OR (name LIKE 'find-%' AND tags.team = 'risk')")).toEqual([
    "find-a",
    "find-b",
  ]);
  expect(await names("name IN ('find-b', 'none')")).toEqual(["find-b"]);
  expect(await names("name LIKE 'find-%' AND tags.team IS NULL")).toEqual(["find-a"]);
  const first = await call(searchVersions, "GET", { filter: "name='find-a'", max_results: 2 });
  expect(listed(first.body["model_versions"])).toHaveLength(2);
  const rest = await call(searchVersions, "GET", {
    filter: "name='find-a'",
    max_results: 2,
    page_token: first.body["next_page_token"],
  });
  expect(listed(rest.body["model_versions"])).toHaveLength(1);
  expect(rest.body["next_page_token"]).toBeUndefined();
  const unknown = await call(searchVersions, "GET", { filter: "foo=1" });
  refused(unknown, 400, "INVALID_PARAMETER_VALUE", "Invalid attribute key 'foo' specified");
  const many = await call(searchModels, "GET", { max_results: 1001 });
  refused(many, 400, "INVALID_PARAMETER_VALUE", /Invalid value "1001" for parameter 'max_results'/);
});

test("a renamed model keeps its versions and says where their files are", async () => {
  await newModel("before", 1);
  const missing = await call(rename, "POST", { name: "before", new_name: "" });
  refused(missing, 400, "INVALID_PARAMETER_VALUE", /parameter 'new_name'/);
  const { body } = await call(rename, "POST", { name: "before", new_name: "after" });
  expect(body["registered_model"]).toMatchObject({
    name: "after",
    latest_versions: [{ name: "after", version: "1" }],
  });
  const uri = await call(downloadUri, "GET", { name: "after", version: "1" });
  expect(uri.body).toEqual({ artifact_uri: source });
});

function listed(list: unknown): { name: string }[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new Error("not a list");
  return list.map((one: unknown) => ({ name: String(Reflect.get(Object(one), "name")) }));
}

test("a version may name a run that is not known here, as MLflow lets it", async () => {
  await newModel("foreign");
  const foreign = { name: "foreign", source: "runs:/x1/model", run_id: "x2" };
  expect((await call(createVersion, "POST", foreign)).body["model_version"]).toMatchObject({
    source: "runs:/x1/model",
    run_id: "x2",
  });
  const copy = { name: "foreign", source: "models:/foreign/1", run_id: "x2" };
  expect((await call(createVersion, "POST", copy)).status).toBe(200);
  for (const version of ["1", "2"])
    expect((await call(downloadUri, "GET", { name: "foreign", version })).body).toEqual({
      artifact_uri: "runs:/x1/model",
    });
});

test("the alias latest means the newest version there is, in any case, and cannot be set", async () => {
  await newModel("newest", 3);
  const newest = async (asked: string) => {
    const answer = await call(alias, "GET", { name: "newest", alias: asked });
    return [answer.status, Object(answer.body["model_version"])["version"]];
  };
  expect(await newest("latest")).toEqual([200, "3"]);
  await call(deleteVersion, "DELETE", { name: "newest", version: "3" });
  expect(await newest("Latest")).toEqual([200, "2"]);
  const copy = { name: "newest", source: "models:/newest@latest" };
  expect((await call(createVersion, "POST", copy)).status).toBe(200);
  const set = await call(alias, "POST", { name: "newest", alias: "latest", version: "1" });
  refused(set, 400, "INVALID_PARAMETER_VALUE", /reserved/);
  await newModel("none-yet");
  const none = await call(alias, "GET", { name: "none-yet", alias: "latest" });
  refused(none, 404, "RESOURCE_DOES_NOT_EXIST", "Latest version not found for model none-yet.");
});

test("an alias may be a word of any alphabet", async () => {
  await newModel("worldwide", 1);
  for (const word of ["é", "冠军", "чемпион-2"]) {
    const set = await call(alias, "POST", { name: "worldwide", alias: word, version: "1" });
    expect(set).toMatchObject({ status: 200 });
    const copy = { name: "worldwide", source: `models:/worldwide@${word}` };
    expect((await call(createVersion, "POST", copy)).status).toBe(200);
  }
  const spaced = await call(alias, "POST", { name: "worldwide", alias: "a b", version: "1" });
  refused(spaced, 400, "INVALID_PARAMETER_VALUE", /^Invalid alias name: 'a b'/);
});

test("a prompt is refused in one sentence, whichever way it comes", async () => {
  await newModel("no-prompt", 1);
  const isPrompt = { key: "mlflow.prompt.is_prompt", value: "true" };
  const version = { name: "no-prompt", source: "dummy-source" };
  for (const answer of [
    await call(createModel, "POST", { name: "prompt", tags: [isPrompt] }),
    await call(createVersion, "POST", { ...version, tags: [isPrompt] }),
    await call(setTag, "POST", { name: "no-prompt", ...isPrompt }),
    await call(setVersionTag, "POST", { name: "no-prompt", version: "1", ...isPrompt }),
  ])
    refused(
      answer,
      400,
      "INVALID_PARAMETER_VALUE",
      "Prompts are not kept here: register models only.",
    );
});
