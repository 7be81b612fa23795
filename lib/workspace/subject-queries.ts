import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";

import { loggedModels } from "@/drizzle/schema/experiments";
import { models, versions } from "@/drizzle/schema/registry";
import { readSubject, type SubjectKind } from "@/lib/audit/subjects";
import { among } from "@/lib/db/arrays";
import { pages, type Within } from "@/lib/paths";
import { query, type QueryCtx } from "@/lib/query";

type Find = (ctx: QueryCtx, ids: readonly string[]) => Promise<ReadonlyMap<string, Within>>;

/** Always there, and found by their id. */
const at =
  (page: (id: string) => Within): Find =>
  async (_ctx, ids) =>
    new Map(ids.map((id) => [id, page(id)]));

const nowhere: Find = async () => new Map();

const finders: Record<SubjectKind, Find> = {
  artifact: nowhere,
  experiment: at(pages.experiment),
  follower: at(() => pages.background),
  gate: at(pages.gate),
  invitation: at(() => pages.members),
  key: at(() => pages.keys),
  logged_model: loggedModelPages,
  member: at(() => pages.members),
  model: modelPages,
  run: at(pages.run),
  seal: nowhere,
  version: versionPages,
  workspace: nowhere,
};

/** Where each subject is found now, whatever it was called that day; one that is gone has no page. */
export const pagesOfSubjects = query({
  permission: "audit:read",
  run: async (ctx, subjects: readonly string[]): Promise<ReadonlyMap<string, Within>> => {
    const found = new Map<string, Within>();
    for (const [kind, find] of Object.entries(finders)) {
      const ids = subjects.flatMap((subject) => {
        const read = readSubject(subject);
        return read?.whole && read.kind === kind ? [read.id] : [];
      });
      if (ids.length === 0) continue;
      for (const [id, page] of await find(ctx, [...new Set(ids)])) found.set(`${kind}:${id}`, page);
    }
    return found;
  },
});

async function modelPages({ read, here }: QueryCtx, ids: readonly string[]) {
  const rows = await read
    .select({ id: models.id, name: models.name })
    .from(models)
    .where(and(here(models), inArray(models.id, [...ids]), isNull(models.deletedAt)));
  return new Map(rows.map(({ id, name }) => [id, pages.model(name)]));
}

async function versionPages({ read, here }: QueryCtx, ids: readonly string[]) {
  const modelIds = ids.map((id) => id.slice(0, id.indexOf("/")));
  const rows = await read
    .select({ modelId: versions.modelId, version: versions.version, name: models.name })
    .from(versions)
    .innerJoin(models, and(here(models), eq(models.id, versions.modelId)))
    .where(
      and(
        here(versions),
        inArray(versions.modelId, [...new Set(modelIds)]),
        isNull(versions.deletedAt),
        isNull(models.deletedAt),
      ),
    );
  return new Map(
    rows.map(({ modelId, version, name }) => [
      `${modelId}/${version}`,
      pages.version(name, version),
    ]),
  );
}

async function loggedModelPages({ read, here }: QueryCtx, ids: readonly string[]) {
  const rows = await read
    .select({ id: loggedModels.id })
    .from(loggedModels)
    .where(and(here(loggedModels), among(loggedModels.id, ids), isNull(loggedModels.deletedAt)));
  return new Map(rows.map(({ id }) => [id, pages.loggedModel(id)]));
}
