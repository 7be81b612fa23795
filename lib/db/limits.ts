/** How long the database may be kept, in milliseconds; 0 is without end. */
export type Limits = {
  /** One statement. */
  statement: number;
  /** The wait for a lock that another holds. */
  lock: number;
  /** A transaction that asks nothing. */
  idle: number;
  /** The wait for a connection. */
  wait: number;
};

export const callers = ["web", "worker", "tool"] as const;
/** Who asks: people and scripts that wait for an answer, jobs, or somebody at a terminal (demo, benchmark, test). */
export type DatabaseCaller = (typeof callers)[number];

const second = 1000;

export const limitsOf: Readonly<Record<DatabaseCaller, Limits>> = {
  web: { statement: 20 * second, lock: 10 * second, idle: 120 * second, wait: 5 * second },
  worker: { statement: 900 * second, lock: 60 * second, idle: 600 * second, wait: 60 * second },
  tool: { statement: 0, lock: 0, idle: 0, wait: 0 },
};

/** The limits that the server holds itself, as parameters of a connection. */
export function serverLimits({ statement, lock, idle }: Limits): Record<string, number> {
  return {
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idle,
  };
}
