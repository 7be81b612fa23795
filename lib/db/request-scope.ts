import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** What the statements of one request have in common. */
export type RequestScope = {
  /** Aborted once nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
  /** Whose share of the pool they take. Filled in once it is known who asks. */
  who?: string | undefined;
  /** There while a transaction runs: whose connection it has, and what gives its place there back. */
  inside?: { pool: unknown; leave: () => void } | undefined;
};

/** The framework's bundle and our server's are two, and must see the same one. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- globalThis is open by nature
const shared = globalThis as { gatehouseScope?: AsyncLocalStorage<RequestScope> };
const scopes = (shared.gatehouseScope ??= new AsyncLocalStorage<RequestScope>());

export const requestScope = (): RequestScope | undefined => scopes.getStore();

export function inScope<Result>(scope: RequestScope, work: () => Result): Result {
  return scopes.run(scope, work);
}

/** Work that is finished even when the client has gone: what is written, and what is noted beside a request. */
export function toItsEnd<Result>(work: () => Result): Result {
  return scopes.run({ ...scopes.getStore(), signal: undefined }, work);
}

/** Says who asks, once it is known: from then on they take from their share of the pool. */
export function asks(who: string | null): void {
  const scope = scopes.getStore();
  if (scope && who !== null) scope.who = who;
}
