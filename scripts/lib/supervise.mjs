import { say } from "./output.mjs";
import { stopChild } from "./processes.mjs";

const longest = 30_000;

/**
 * Keeps a child running: one that ends is started again, each time after twice the wait, until told to stop.
 * @param {string} name
 * @param {() => import("./processes.mjs").Child} start
 */
export function supervise(name, start) {
  /** @type {import("./processes.mjs").Child | undefined} */
  let child;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let stopped = false;
  let failures = 0;

  const begin = () => {
    const began = Date.now();
    const mine = start();
    child = mine;
    void mine.done.then((how) => {
      if (stopped || child !== mine) return;
      failures = Date.now() - began > 60_000 ? 1 : failures + 1;
      const wait = Math.min(longest, 250 * 2 ** (failures - 1));
      say(`The ${name} process ended (${how}); starting it again in ${wait / 1000} s`);
      timer = setTimeout(begin, wait);
    });
  };
  begin();

  return {
    failures: () => failures,
    async restart() {
      clearTimeout(timer);
      const old = child;
      child = undefined;
      await stopChild(old);
      if (!stopped) begin();
    },
    /** @param {number} milliseconds */
    async stop(milliseconds) {
      stopped = true;
      clearTimeout(timer);
      await stopChild(child, milliseconds);
    },
  };
}
