import "server-only";
import { sql } from "drizzle-orm";

import { readArtifactText } from "@/lib/artifacts/queries";
import { requirePermission } from "@/lib/auth/permissions";
import type { ReadCtx } from "@/lib/command";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/errors";
import {
  environmentFiles,
  environmentPaths,
  requirementsOf,
} from "@/lib/experiments/runs/environment";

export type EnvironmentFile = { path: string; name: string; sha256: string; size: number };

const textLimit = 256 * 1024;

/** The files that lock the environment of each run: among its own artifacts and those of the models it made. */
export async function environmentFilesOf(
  ctx: ReadCtx,
  runIds: readonly string[],
): Promise<Map<string, EnvironmentFile[]>> {
  requirePermission(ctx.actor, "tracking:read");
  if (runIds.length === 0) return new Map();
  const ws = ctx.actor.workspaceId;
  const ids = sql.join(
    runIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const names = sql.join(
    environmentFiles.map((name) => sql`${name}`),
    sql`, `,
  );
  const rows = await (ctx.tx ?? db).execute<EnvironmentFile & { runId: string }>(sql`
    with homes as (
      select run_id, substr(artifact_uri, length('mlflow-artifacts:/') + 1) || '/' as prefix from runs
      where workspace_id = ${ws} and run_id in (${ids}) and artifact_uri like 'mlflow-artifacts:/%'
      union all
      select source_run_id, substr(artifact_uri, length('mlflow-artifacts:/') + 1) || '/'
      from logged_models
      where workspace_id = ${ws} and source_run_id in (${ids}) and deleted_at is null
        and artifact_uri like 'mlflow-artifacts:/%'
    )
    select h.run_id as "runId", a.path, a.sha256, a.size::float8 as size,
      regexp_replace(a.path, '^.*/', '') as name
    from homes h join artifacts a on a.workspace_id = ${ws}
      and a.path >= h.prefix and a.path < h.prefix || chr(1114111)
    where regexp_replace(a.path, '^.*/', '') in (${names})`);
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
}

/** Version by package of each run that logged a requirements file; runs without one are absent. */
export async function environmentsOf(
  ctx: ReadCtx,
  runIds: readonly string[],
): Promise<Map<string, Record<string, string>>> {
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
}

async function packagesOf(ctx: ReadCtx, path: string): Promise<Record<string, string>> {
  const read = await readableText(ctx, path, textLimit);
  return requirementsOf(read?.text ?? "");
}

/** The start of a text file, or null when its bytes have gone from the store: a page still shows the rest. */
export async function readableText(
  ctx: ReadCtx,
  path: string,
  maxBytes: number,
): Promise<{ text: string; truncated: boolean } | null> {
  try {
    const { text, truncated } = await readArtifactText(ctx, path, maxBytes);
    return { text, truncated };
  } catch (error) {
    if (error instanceof Refusal && error.code === "missing") return null;
    throw error;
  }
}
