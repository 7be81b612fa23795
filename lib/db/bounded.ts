import "server-only";
import type postgres from "postgres";

import type { Limits } from "@/lib/db/limits";
import { onceMore } from "@/lib/db/once-more";
import { inScope, requestScope } from "@/lib/db/request-scope";
import { Refusal } from "@/lib/errors";
import { gone, Places } from "@/lib/places";

export type Sql = postgres.Sql;

/** What the driver's own query has beyond its types: it is sent by its handler, once it is awaited. */
type Statement = Promise<unknown> & {
  handler: (statement: Statement) => void;
  resolve: (rows: unknown) => void;
  reject: (error: unknown) => void;
  cancel: () => Promise<void> | null | undefined;
};

/** Longer than the server lets any statement run: then it is not the statement that stands still. */
const grace = 5000;

/**
 * A pool whose statements have bounds on this side too: each waits for a connection of its own, not behind another's
 * statement and not for ever; one whose client has gone is cancelled; and inside a transaction nothing may ask the
 * pool, for a pool whose every connection does so waits for itself.
 */
export function bounded(sql: Sql, { size, limits }: { size: number; limits: Limits }): Sql {
  // whoever asks for more than this leaves the rest to the others
  const share = Math.ceil(size * 0.6);
  const places = new Places(size, { longest: limits.wait, share, full: busy });
  const hold = (made: unknown): unknown => {
    if (!isStatement(made)) return made;
    refuseInside(sql);
    bind(made, places, limits);
    return made;
  };
  const begin = async (options: unknown, given?: unknown): Promise<unknown> => {
    refuseInside(sql);
    const { who, signal } = requestScope() ?? {};
    const leave = await places.take({ who, signal });
    const work = typeof options === "function" ? options : given;
    let begun = false;
    const inside = (tx: unknown): unknown => {
      begun = true;
      return inScope({ who, inside: { pool: sql, leave } }, () =>
        typeof work === "function" ? work(tx) : undefined,
      );
    };
    try {
      const how = typeof options === "string" ? options : "";
      return await onceMore(
        () => sql.begin(how, inside),
        () => !begun,
      );
    } finally {
      leave();
    }
  };
  const unsafe = (...args: Parameters<Sql["unsafe"]>): unknown => hold(sql.unsafe(...args));
  return new Proxy(sql, {
    apply: (target, self, args) => hold(Reflect.apply(target, self, args)),
    get: (target, name): unknown =>
      name === "begin" ? begin : name === "unsafe" ? unsafe : Reflect.get(target, name),
  });
}

function isStatement(made: unknown): made is Statement {
  return made instanceof Promise && "handler" in made && "cancel" in made;
}

function refuseInside(pool: unknown): void {
  if (requestScope()?.inside?.pool === pool)
    throw new Error("The pool was asked inside a transaction. Ask the transaction itself.");
}

function bind(statement: Statement, places: Places, limits: Limits): void {
  const { who, signal } = requestScope() ?? {};
  const { handler: send, resolve, reject } = statement;
  const start = async () => {
    const leave = await places.take({ who, signal });
    let why: Refusal | undefined;
    // the driver still waits for its answer; until then the connection is not free, and the place is held
    const stop = (refusal: Refusal) => {
      why = refusal;
      statement.cancel()?.catch(() => undefined);
      reject(refusal);
    };
    const onGone = () => stop(gone());
    const timer =
      limits.statement > 0
        ? setTimeout(() => stop(silent()), limits.statement + grace).unref()
        : undefined;
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onGone);
      leave();
    };
    signal?.addEventListener("abort", onGone);
    statement.resolve = (rows) => {
      end();
      resolve(rows);
    };
    statement.reject = (error) => {
      end();
      reject(why ?? error);
    };
    send(statement);
  };
  statement.handler = () => void start().catch(reject);
}

const busy = () =>
  new Refusal("unavailable", "The database is busy with other requests. Try again shortly.");

const silent = () =>
  new Refusal("unavailable", "The database does not answer just now. Try again shortly.");
