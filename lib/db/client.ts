import "server-only";
import net from "node:net";

import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

import { bounded, type Sql } from "@/lib/db/bounded";
import { limitsOf, serverLimits } from "@/lib/db/limits";
import { settings } from "@/lib/settings";

const { databaseUrl: url, databasePool, databaseCaller } = settings();

/** One pool per process, kept over hot reloads in development. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- globalThis is open by nature
const shared = globalThis as { gatehouseSql?: Sql };

function connect(address: string): Sql {
  const limits = limitsOf[databaseCaller];
  const pool = postgres(address, {
    max: databasePool,
    idle_timeout: 60,
    connect_timeout: 5,
    max_lifetime: 60 * 30,
    backoff: (failures: number) => Math.min(0.05 * 2 ** failures, 1),
    onnotice: () => undefined,
    connection: { application_name: "gatehouse", TimeZone: "UTC", ...serverLimits(limits) },
    ...noDelay(address),
  });
  return bounded(pool, { size: databasePool, limits });
}

/**
 * postgres.js leaves Nagle's algorithm on, which costs up to 40 ms a statement; TLS needs its own socket. The socket
 * is handed over before it is connected: one that failed by then would keep its place in the pool for ever.
 */
function noDelay(address: string): object {
  const { hostname, port, searchParams } = new URL(address);
  if (searchParams.get("sslmode") || searchParams.get("ssl") || !hostname) return {};
  return {
    socket: () => net.connect({ host: hostname, port: Number(port || 5432), noDelay: true }),
  };
}

/** Without an address whoever asks is told so; what only decides can still be loaded. */
function unset(): never {
  throw new Error("DATABASE_URL is not set");
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it answers nothing
const nowhere = new Proxy(unset, { get: unset }) as unknown as Sql;

export const sqlClient = url ? (shared.gatehouseSql ??= connect(url)) : nowhere;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it answers nothing
export const db = url ? drizzle(sqlClient) : (nowhere as unknown as ReturnType<typeof connected>);
const connected = () => drizzle(sqlClient);

export type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0];
export type Reader = typeof db | Tx;
