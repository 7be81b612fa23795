import { beforeAll, describe, expect, test } from "vitest";

import { furnished, nobodys, type Furnished, type Ids } from "@/tests/support/furnished";
import { readWorkspace } from "@/tests/support/read-workspace";
import { registryCalls } from "@/tests/support/registry-calls";
import { restCalls } from "@/tests/support/rest-calls";
import { guarded, nameOf, type Route } from "@/tests/support/routes";
import { trackingCalls, type Call, type Calls } from "@/tests/support/tracking-calls";

/*
 * Every route is asked with the ids of another workspace, wherever an id can stand, and with ids that nothing has. Two
 * workspaces alike ask, so that what one request changes is changed for both. The answers have to be the same to the
 * byte once the ids in them are; at the end the other workspace is what it was, and its own people are answered
 * otherwise, so that the ids were real and the requests well formed.
 */

/** Routes in which no id of a workspace can stand, each with its reason. */
const without = new Map([
  ["GET api/v1/audit/verify", "takes nothing"],
  ["GET api/v1/audit/heads", "takes nothing"],
  ["GET api/v1/followers", "takes nothing"],
  ["GET api/v1/reactions", "takes nothing that is an id"],
  ["GET api/v1/invitations", "takes nothing"],
  ["GET api/v1/keys", "takes nothing"],
  ["POST api/v1/keys", "makes something new for the one who asks"],
  ["GET api/v1/me", "takes nothing"],
  ["GET api/v1/members", "takes nothing"],
  ["GET api/v1/policies", "takes nothing"],
  ["POST api/v1/workspaces", "a workspace's address is unique among all, and says so"],
  ["POST api/2.0/mlflow-artifacts/mpu/[action]/[...path]", "not offered"],
  ["POST graphql", "not offered"],
  ["POST v1/traces", "not offered"],
]);

/** What is one's own whatever it is called: whoever asks is answered alike, the owner of a namesake too. */
const alikeForAll = new Set([
  "POST api/v1/invitations",
  "PUT api/2.0/mlflow-artifacts/artifacts/[...path]",
  "DELETE api/2.0/mlflow-artifacts/artifacts/[...path]",
]);

const asked = new Map(
  guarded
    .filter(({ path }) => !path.includes("[...unknown]"))
    .map((route) => [nameOf(route), route]),
);

const catalogue: [string, Calls][] = [
  ["the REST API", restCalls],
  ["MLflow's tracking", trackingCalls],
  ["MLflow's registry", registryCalls],
];

test("the catalogue knows every route, and no route that is not there", () => {
  const known = new Set([
    ...catalogue.flatMap(([, calls]) => Object.keys(calls)),
    ...without.keys(),
  ]);
  expect([...asked.keys()].filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !asked.has(name))).toEqual([]);
});

describe.each(catalogue)("%s", (_which, calls) => {
  let theirs: Furnished;
  let strangers: { mine: Furnished; ids: Ids }[];
  let before: Record<string, unknown>;
  const now = new Date();
  const answers = new Map<string, Answer[]>();

  beforeAll(async () => {
    theirs = await furnished({ more: 60 });
    strangers = [
      { mine: await furnished(), ids: theirs.ids },
      { mine: await furnished(), ids: nobodys(theirs.ids) },
    ];
    before = await readWorkspace(theirs.ws.workspaceId, now);
  });

  /** In the catalogue's order: what removes comes last. */
  async function answersTo(name: string, ids: Ids, { headers, ids: own }: Furnished) {
    const found: Answer[] = [];
    for (const call of calls[name]?.(ids, own) ?? []) {
      const answer = await send(routeOf(name), call, headers);
      expect(answer.status).toBeLessThan(500);
      found.push(comparable(answer, ids, own));
    }
    return found;
  }

  describe("another workspace's ids are answered like ids that nothing has", () => {
    test.each(Object.keys(calls))("%s", async (name) => {
      const [foreign, missing] = [
        await answersTo(name, strangers[0]!.ids, strangers[0]!.mine),
        await answersTo(name, strangers[1]!.ids, strangers[1]!.mine),
      ];
      expect(foreign.length).toBeGreaterThan(0);
      expect(foreign).toEqual(missing);
      answers.set(name, foreign);
    });
  });

  test("and after all of it that workspace is as it was", async () => {
    expect(await readWorkspace(theirs.ws.workspaceId, now)).toEqual(before);
  });

  describe("the same requests reach the things of those whose they are", () => {
    test.each(Object.keys(calls).filter((name) => !alikeForAll.has(name)))("%s", async (name) => {
      const own = await answersTo(name, theirs.ids, theirs);
      const noted = calls[name]?.(theirs.ids, theirs.ids).map((call) => call.noted ?? false) ?? [];
      for (const [place, answer] of own.entries())
        if (!noted[place]) expect(answer).not.toEqual(answers.get(name)?.[place]);
    });
  });
});

test("another workspace's address is answered like one that is not there", async () => {
  const [mine, theirs] = [await furnished(), await furnished()];
  for (const name of asked.keys()) {
    const there = await send(routeOf(name), {}, mine.headers, theirs.ids.workspace);
    expect(there.status).toBe(404);
    expect(there).toEqual(await send(routeOf(name), {}, mine.headers, "nobodys-workspace"));
  }
});

function routeOf(name: string): Route {
  const route = asked.get(name);
  if (!route) throw new Error(`There is no route ${name}.`);
  return route;
}

type Answer = { status: number; type: string | null; text: string };

async function send(
  route: Route,
  { params = {}, query = {}, body }: Call,
  headers: Record<string, string>,
  workspace?: string,
): Promise<Answer> {
  const path = route.path.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) =>
    [params[name] ?? name].flat().map(encodeURIComponent).join("/"),
  );
  const url = new URL(`${workspace ? `/w/${workspace}` : ""}/${path}`, "http://gatehouse.test");
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) url.searchParams.append(name, each);
  const raw = typeof body === "string";
  const bodiless = ["GET", "HEAD"].includes(route.method);
  const request = new Request(url, {
    method: route.method,
    headers: {
      ...headers,
      "content-type": raw ? "application/octet-stream" : "application/json",
      "x-request-id": "the-same-for-every-request",
    },
    ...(bodiless ? {} : { body: raw ? body : JSON.stringify(body ?? {}) }),
  });
  const response = await route.handler(request, { params: Promise.resolve(params) });
  const { status } = response;
  return { status, type: response.headers.get("content-type"), text: await response.text() };
}

/** The answer with each id by what it is of; in one of success also without what is made anew each time. */
function comparable(answer: Answer, ids: Ids, own: Ids): Answer {
  const known = [
    ...Object.entries(ids).map(([kind, id]) => [id, `<their ${kind}>`] as const),
    ...Object.entries(own).map(([kind, id]) => [id, `<own ${kind}>`] as const),
  ].filter(([id]) => id.length > 4);
  let { text } = answer;
  for (const [id, kind] of known.toSorted(([a], [b]) => b.length - a.length))
    text = text.replaceAll(id, kind);
  if (answer.status < 300)
    text = text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
      .replaceAll(/\b(m-)?([0-9a-f]{32}){1,2}\b/g, "<hex>")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<moment>")
      .replaceAll(/\b1[678]\d{11}\b/g, "<moment>")
      .replaceAll(/inv_[\w-]+/g, "<token>");
  return { ...answer, text };
}
