import "server-only";
import { and, isNull, sql, type Column, type SQL } from "drizzle-orm";

import { artifacts } from "@/drizzle/schema/artifacts";
import { loggedModels, runs } from "@/drizzle/schema/experiments";
import { readArtifactText } from "@/lib/artifacts/queries";
import { among, textArray } from "@/lib/db/arrays";
import { Refusal } from "@/lib/errors";
import {
  environmentFiles,
  environmentPaths,
  requirementsOf,
} from "@/lib/experiments/runs/environment";
import { query, type QueryCtx } from "@/lib/query";

export type EnvironmentFile = { path: string; name: string; sha256: string; size: number };

const textLimit = 256 * 1024;

/** The files that lock the environment of each run: among its own artifacts and those of the models it made. */
export const environmentFilesOf = query({
  permission: "tracking:read",
  run: async (
    { read, here },
    runIds: readonly string[],
  ): Promise<Map<string, EnvironmentFile[]>> => {
    if (runIds.length === 0) return new Map();
    const ofRuns = and(here(runs), among(runs.id, runIds));
    const ofModels = and(
      here(loggedModels),
      among(loggedModels.sourceRunId, runIds),
      isNull(loggedModels.deletedAt),
    );
    const rows = await read.execute<EnvironmentFile & { runId: string }>(sql`
      with homes (run_id, prefix) as (
        select ${runs.id}, ${homeIn(runs.artifactUri)} from ${runs} where ${ofRuns}
        union all
        select ${loggedModels.sourceRunId}, ${homeIn(loggedModels.artifactUri)}
        from ${loggedModels} where ${ofModels}
      ), found as (
        select homes.run_id as "runId", ${artifacts.path} as path, ${artifacts.sha256} as sha256,
          ${artifacts.size}::float8 as size, regexp_replace(${artifacts.path}, '^.*/', '') as name
        from homes join ${artifacts} on ${here(artifacts)}
          and ${artifacts.path} >= homes.prefix
          and ${artifacts.path} < homes.prefix || chr(1114111)
      )
      select * from found where name = any(${textArray(environmentFiles)}::text::text[])`);
    const found = new Map<string, EnvironmentFile[]>();
    for (const id of runIds) {
      const own = rows.filter(({ runId }) => runId === id);
      const order = environmentPaths(own.map(({ path }) => path));
      found.set(
        id,
        order.flatMap((path) => own.find((file) => file.path === path) ?? []),
      );
    }
    return found;
  },
});

/** The folder a URI of ours names, and null for any other, which holds no file. */
function homeIn(uri: Column): SQL {
  return sql`substring(${uri} from '^mlflow-artifacts:/(.*)$') || '/'`;
}

/** Version by package of each run that logged a requirements file; runs without one are absent. */
export const environmentsOf = query({
  permission: "tracking:read",
  run: async (ctx, runIds: readonly string[]): Promise<Map<string, Record<string, string>>> => {
    const files = await environmentFilesOf(ctx, runIds);
    const bySha = new Map<string, Promise<Record<string, string>>>();
    const found = new Map<string, Record<string, string>>();
    for (const [runId, own] of files) {
      const lock = own.find(({ name, size }) => name === "requirements.txt" && size <= textLimit);
      if (!lock) continue;
      const known = bySha.get(lock.sha256) ?? packagesOf(ctx, lock.path);
      bySha.set(lock.sha256, known);
      found.set(runId, await known);
    }
    return found;
  },
});

async function packagesOf(ctx: QueryCtx, path: string): Promise<Record<string, string>> {
  const read = await readableText(ctx, path, textLimit);
  return requirementsOf(read?.text ?? "");
}

/** The start of a text file, or null when its bytes have gone from the store: a page still shows the rest. */
export const readableText = query({
  permission: "tracking:read",
  run: async (
    ctx,
    path: string,
    maxBytes: number,
  ): Promise<{ text: string; truncated: boolean } | null> => {
    try {
      const { text, truncated } = await readArtifactText(ctx, path, maxBytes);
      return { text, truncated };
    } catch (error) {
      if (error instanceof Refusal && error.code === "missing") return null;
      throw error;
    }
  },
});
