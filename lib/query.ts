import "server-only";
import { eq, type Column, type SQL } from "drizzle-orm";

import { requirePermission } from "@/lib/auth/permissions";
import type { Actor, Permission } from "@/lib/auth/rules";
import type { ReadCtx } from "@/lib/command";
import { db, type Reader } from "@/lib/db/client";
import { onceMore } from "@/lib/db/once-more";

/** What a read is handed: where to read, and in which workspace. Further reads take it as their own context. */
export type QueryCtx = ReadCtx & {
  actor: Actor;
  now: Date;
  /** The pool, or the transaction of the command that asks. */
  read: Reader;
  workspaceId: string;
  /** The tenancy predicate: every scoped table of every statement needs it. */
  here: (table: { workspaceId: Column }) => SQL;
};

type Spec<Args extends readonly unknown[], Result> = {
  permission: Permission;
  run: (query: QueryCtx, ...args: Args) => Promise<Result>;
};

export type Query<Args extends readonly unknown[], Result> = (
  ctx: ReadCtx,
  ...args: Args
) => Promise<Result>;

/** The only way to read data of a workspace: permission, then its tenancy, then the statement; once per request. */
export function query<Args extends readonly unknown[], Result>(
  spec: Spec<Args, Result>,
): Query<Args, Result> {
  const { permission, run } = spec;
  const ask = (ctx: ReadCtx, args: Args) =>
    ctx.tx ? run(scope(ctx), ...args) : onceMore(() => run(scope(ctx), ...args));
  return async (ctx, ...args) => {
    requirePermission(ctx.actor, permission);
    const { memo } = ctx;
    if (!memo) return ask(ctx, args);
    const known = memo.get(run) ?? new Map<string, Promise<unknown>>();
    memo.set(run, known);
    const key = JSON.stringify(args);
    // a statement of drizzle is asked anew by each who awaits it
    const answer = known.get(key) ?? Promise.resolve(ask(ctx, args));
    known.set(key, answer);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kept under this very read
    return answer as Promise<Result>;
  };
}

function scope(ctx: ReadCtx): QueryCtx {
  const { workspaceId } = ctx.actor;
  return {
    ...ctx,
    now: ctx.now ?? new Date(),
    read: ctx.tx ?? db,
    workspaceId,
    here: (table) => eq(table.workspaceId, workspaceId),
  };
}
