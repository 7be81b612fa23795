import "server-only";
import { db, type Tx } from "@/lib/db/client";
import { clientOf } from "@/lib/db/prepared";
import { requestScope } from "@/lib/db/request-scope";

/**
 * One transaction whose last statements travel with its COMMIT: whoever waits for what they hold waits a round trip
 * less. Should one of them fail, the COMMIT behind it only ends what the failure has undone. What cannot be sent must
 * be thrown by `last` itself, before anything is.
 */
export function transaction<Result>(
  work: (tx: Tx) => Promise<Result>,
  last: (tx: Tx) => Promise<unknown>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const whole = async (tx: Tx): Promise<never> => {
      const result = await work(tx);
      const [ended, committed] = await Promise.allSettled([last(tx), commit(tx)]);
      if (ended.status === "rejected") reject(ended.reason);
      else if (committed.status === "rejected") reject(committed.reason);
      else resolve(result);
      requestScope()?.inside?.leave();
      // the connection is the pool's again: answered, the driver would send a COMMIT of its own after this one
      return new Promise(() => undefined);
    };
    db.transaction(whole).catch(reject);
  });
}

async function commit(tx: Tx): Promise<void> {
  const { command } = await clientOf(tx).unsafe("commit", [], { prepare: false }).execute();
  if (command !== "COMMIT") throw new Error("A statement had failed, so all of them were undone.");
}
