// Every process of a running Gatehouse. What starts, builds, tests or looks for them reads this one table.
import { at, nextBin } from "./paths.mjs";
import { startChild } from "./processes.mjs";

/**
 * @typedef {{ host: string, port: number }} Where
 * @typedef {object} Member
 * @property {string} name as `npm run <name>` calls it
 * @property {string} entry what it is bundled from
 * @property {string} bundle what Node runs; its name on the command line tells the process
 * @property {string[]} flags for Node
 * @property {number} grace milliseconds it may take to end what it has begun
 * @property {"web" | "worker"} caller whose limits hold for what it asks of the database
 * @property {boolean} listens whether it takes requests at HOST and PORT
 * @property {boolean} byClock whether it acts by itself and dates what it does today: not while the demo plays the past
 * @property {(where: Where) => string[]} [inDevelopment] what runs in its place while it is worked on
 * @property {RegExp} [unsaid] lines of its output that are left out
 */

/**
 * How far V8 lets its heap grow before it collects depends on the limit: under 1 GiB it grows by half, under the default
 * fourfold. A load of batches then leaves the process at 220 MiB instead of 420, at much the same rate.
 */
const smallHeap = ["--max-semi-space-size=4", "--max-old-space-size=1024"];

/** @type {readonly Member[]} */
export const fleet = [
  {
    name: "web",
    entry: "scripts/web.ts",
    bundle: ".next/web.mjs",
    flags: smallHeap,
    grace: 15_000,
    caller: "web",
    listens: true,
    byClock: false,
    inDevelopment: ({ host, port }) => [nextBin, "dev", "-H", host, "-p", String(port)],
    // Next's own greeting: the launcher says where Gatehouse is
    unsaid: /^\s*(▲|✓|- \w+:)/,
  },
  {
    name: "worker",
    entry: "scripts/worker.ts",
    bundle: ".next/worker.mjs",
    flags: [],
    grace: 30_000,
    caller: "worker",
    listens: false,
    byClock: true,
  },
];

/** The demo is no process that stays, but is built like one. */
export const demo = {
  name: "demo",
  entry: "scripts/demo.ts",
  bundle: ".next/demo.mjs",
  // training leaves much garbage behind; with less room it is taken away sooner, at 130 MiB instead of 230
  flags: ["--max-semi-space-size=4", "--max-old-space-size=128", "--enable-source-maps"],
};

/** @param {string} name */
export function memberNamed(name) {
  const member = fleet.find((each) => each.name === name);
  if (!member) throw new Error(`There is no process ${name}.`);
  return member;
}

/**
 * @param {Member} member
 * @param {{ where: Where, env: import("./processes.mjs").Environment, dev?: boolean }} how
 */
export function startMember(member, { where, env, dev = false }) {
  const { bundle, flags, inDevelopment, listens, unsaid, caller } = member;
  const developing = dev ? inDevelopment : undefined;
  const limited = { ...env, DATABASE_CALLER: caller };
  const own = listens ? { ...limited, HOST: where.host, PORT: String(where.port) } : limited;
  if (developing) return startChild(developing(where), own);
  if (!unsaid) return startChild([...flags, at(bundle)], own);
  const child = startChild([...flags, at(bundle)], own, "pipe");
  child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    const kept = text.split("\n").filter((line) => line !== "" && !unsaid.test(line));
    if (kept.length > 0) console.log(kept.join("\n"));
  });
  return child;
}

/**
 * Resolves once the web process and its database answer, or it is known that they will not.
 * @param {string} url
 * @param {{ seconds?: number, failed?: () => boolean }} [patience]
 */
export async function untilAnswering(url, { seconds = 120, failed = () => false } = {}) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && !failed()) {
    const answer = await fetch(`${url}/api/ping`, { signal: AbortSignal.timeout(10_000) }).catch(
      () => undefined,
    );
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
