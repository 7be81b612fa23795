import "server-only";
import { setTimeout } from "node:timers/promises";

import { faultCode } from "@/lib/db/faults";

/** A connection that was lost, or that the server ended: the next one may be whole. */
const lost = /^(ECONNRESET|EPIPE|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[12]|08\w{3})$/;

/** As many idle connections in a row may turn out to have been lost. */
const tries = 4;

/**
 * Does what changes nothing again where its connection was lost. After a restart of the database each connection of
 * the pool is found out at its first use; nobody's request need fail for that.
 */
export async function onceMore<Result>(
  work: () => Promise<Result>,
  may: () => boolean = () => true,
): Promise<Result> {
  for (let left = tries; ; left--)
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !may() || !lost.test(faultCode(error) ?? "")) throw error;
      // by then the driver has heard of the others that were lost with it
      await setTimeout(20);
    }
}
