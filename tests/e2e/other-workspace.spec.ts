import { readdirSync } from "node:fs";

import { expect, test, type APIRequestContext } from "@playwright/test";
import { z } from "zod";

import { pages, pathTo, withQuery, type Within } from "@/lib/paths";
import { furnished, nobodys, type Ids } from "@/tests/support/furnished";

/*
 * Every page is asked with the ids of another workspace and with ids that nothing has: the documents have to be the same
 * once the ids in them are. How much of a page is drawn on the server depends on what is ready when, so what is compared
 * is the data that the whole document is drawn from, row by row.
 */

/** The page of each kind of thing, by its folder. */
const pagesOf: Record<string, (ids: Ids) => Within[]> = {
  "audit/[seq]": ({ entry }) => [pages.auditEntry(Number(entry))],
  "experiments/[experimentId]": ({ experiment }) => [pages.experiment(experiment)],
  "gates/[gateId]": ({ gate }) => [pages.gate(gate)],
  "logged-models/[modelId]": ({ loggedModel }) => [pages.loggedModel(loggedModel)],
  "models/[model]/(model)": ({ model }) => [pages.model(model)],
  "models/[model]/versions/[version]": ({ model, version }) => [pages.version(model, version)],
  "runs/[runId]": ({ run }) => [
    pages.run(run),
    within(pages.run(run), { tab: "curves" }),
    within(pages.run(run), { tab: "artifacts" }),
  ],
};

/** Lists and comparisons that can be asked for a thing; what is not there is not shown, and that is all. */
const listsOf = ({ run, model, experimentName, member }: Ids, own: Ids): Within[] => [
  within(pages.compare, { runs: run }),
  within(pages.compare, { runs: [own.run, run] }),
  within(pages.audit, { subject: `run:${run}`, logging: "show" }),
  within(pages.audit, { actor: member }),
  within(pages.gates, { model, status: "all" }),
  within(pages.models, { q: model }),
  within(pages.experiments, { q: experimentName }),
];

function within(page: Within, query: Record<string, string | string[]>): Within {
  const path = withQuery(page, query);
  if (!path.startsWith("/")) throw new Error(`${path} is no page of a workspace.`);
  return `/${path.slice(1)}`;
}

test("the catalogue knows every page about one thing", () => {
  const folders = readdirSync("app/(console)/w/[workspace]", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/page.tsx") && file.includes("["))
    .map((file) => file.slice(0, -"/page.tsx".length));
  expect(folders.toSorted()).toEqual(Object.keys(pagesOf).toSorted());
});

test("another workspace's things are not found, in the very words for what is not there", async ({
  request,
}) => {
  const [mine, theirs] = [await furnished(), await furnished({ more: 60 })];
  const nobody = nobodys(theirs.ids);
  const get = reader(request, mine.headers);
  const there = pathsOf(theirs.ids, mine.ids);
  const nowhere = pathsOf(nobody, mine.ids);
  for (const [place, { path, status }] of there.entries()) {
    const other = nowhere[place];
    if (!other) throw new Error(`no path like ${path}`);
    await test.step(path, async () => {
      const [foreign, missing] = [
        await get(pathTo(mine.ids.workspace, path)),
        await get(pathTo(mine.ids.workspace, other.path)),
      ];
      expect(foreign.status).toBe(status);
      expect(rowsOf(withoutIds(foreign.text, theirs.ids, nobody))).toEqual(
        rowsOf(withoutIds(missing.text, theirs.ids, nobody)),
      );
    });
  }
});

test("another workspace's pages are not found, in the very words for a workspace that is not there", async ({
  request,
}) => {
  const [mine, theirs] = [await furnished(), await furnished()];
  const get = reader(request, mine.headers);
  for (const page of [pages.home, pages.models, pages.gate(theirs.ids.gate)])
    await test.step(page, async () => {
      const foreign = await get(pathTo(theirs.ids.workspace, page));
      const missing = await get(pathTo("nobodys-workspace", page));
      expect(foreign.status).toBe(404);
      expect(rowsOf(foreign.text.replaceAll(theirs.ids.workspace, "nobodys-workspace"))).toEqual(
        rowsOf(missing.text),
      );
    });
});

test("the same pages show those whose they are what is there", async ({ request }) => {
  const theirs = await furnished();
  const get = reader(request, theirs.headers);
  for (const { path } of pathsOf(theirs.ids, theirs.ids))
    await test.step(path, async () => {
      expect((await get(pathTo(theirs.ids.workspace, path))).status).toBe(200);
    });
});

function pathsOf(ids: Ids, own: Ids): { path: Within; status: number }[] {
  return [
    ...Object.values(pagesOf).flatMap((of) => of(ids).map((path) => ({ path, status: 404 }))),
    ...listsOf(ids, own).map((path) => ({ path, status: 200 })),
  ];
}

function reader(request: APIRequestContext, headers: Record<string, string>) {
  return async (path: string) => {
    const answer = await request.get(path, { headers });
    return { status: answer.status(), text: await answer.text() };
  };
}

/** Either's ids by their kind: the number of an entry is short enough to stand in both documents for other reasons. */
function withoutIds(text: string, ...either: Ids[]): string {
  const known = either
    .flatMap((ids) => Object.entries(ids))
    .filter(([kind]) => kind !== "version")
    .toSorted(([, a], [, b]) => b.length - a.length);
  let plain = text;
  for (const [kind, id] of known) {
    const alone = new RegExp(`(?<!\\w)${id}(?!\\w)`, "g");
    plain = plain.replaceAll(kind === "entry" ? alone : id, `<${kind}>`);
  }
  return plain;
}

/** The rows of data in a document. They are numbered and sent as they become ready, so neither number nor order counts. */
function rowsOf(document: string): string[] {
  const pushed = /<script[^>]*>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g;
  const rows = [...document.matchAll(pushed)]
    .map(([, text = '""']) => z.string().parse(JSON.parse(text)))
    .join("")
    .split("\n")
    .map((row) =>
      row.replace(/^[0-9a-f]+:/, "").replaceAll(/"\$[A-Za-z@]?[0-9a-f]+(?=[":])/g, `"$`),
    );
  expect(rows.length).toBeGreaterThan(10);
  return rows.toSorted();
}
