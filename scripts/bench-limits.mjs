#!/usr/bin/env node
// `npm run bench:limits`: a workspace as somebody would make it who means harm, on a server of its own. For each route
// that asks for much: the longest time and the largest answer, alone and by twelve at once, and how long another waits
// for a small answer meanwhile. `-- --runs=5000 --points=100000 --keys=1000 --files=10000` makes less of it.
import { parseArgs } from "node:util";

import { hostileRequests } from "./bench/hostile-requests.mjs";
import { makeHostile } from "./bench/hostile.mjs";
import { residentMegabytes } from "./bench/resident.mjs";
import { HttpClient } from "./lib/http-client.mjs";
import { addViewer, openWorkspace } from "./lib/open-workspace.mjs";
import { say, Stop, table } from "./lib/output.mjs";
import { withOwnServer } from "./lib/own-server.mjs";
import { begin } from "./lib/prepare.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "50000" },
    points: { type: "string", default: "1000000" },
    keys: { type: "string", default: "10000" },
    files: { type: "string", default: "100000" },
    together: { type: "string", default: "12" },
  },
});

const patience = 120_000;

/**
 * @typedef {import("./bench/hostile-requests.mjs").Asked} Asked
 * @typedef {{ url: string, key: string, cookie: string }} Who
 * @typedef {{ ms: number, bytes: number, status: string }} Taken
 */

/**
 * @param {Who} who
 * @param {Asked} asked
 * @returns {Promise<Taken>}
 */
async function take({ url, key, cookie }, { path, method = "GET", body, page = false, leaves }) {
  const began = performance.now();
  const taken = { ms: 0, bytes: 0, status: "" };
  const who = page ? { cookie } : { authorization: `Bearer ${key}` };
  const sent = body ? JSON.stringify(body) : null;
  try {
    const answer = await fetch(new URL(path, url), {
      method,
      signal: AbortSignal.timeout(leaves ?? patience),
      headers: { ...who, "content-type": "application/json" },
      body: sent,
    });
    taken.status = String(answer.status);
    for await (const chunk of answer.body ?? []) taken.bytes += chunk.byteLength;
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    taken.status = late ? (leaves ? "left" : "late") : "broken";
  }
  taken.ms = performance.now() - began;
  return taken;
}

/**
 * The longest that somebody else waits for a small answer while the work goes on, and for a while after it.
 * @template Result
 * @param {{ url: string, key: string }} other
 * @param {() => Promise<Result>} work
 */
async function whileOthersWait({ url, key }, work) {
  const client = new HttpClient(url, key);
  let [longest, refused] = [0, 0];
  const done = new AbortController();
  const others = (async () => {
    while (!done.signal.aborted) {
      const began = performance.now();
      const { status } = await client.send("GET", "/w/bench/api/v1/me");
      if (status !== 200) refused++;
      longest = Math.max(longest, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const result = await work();
  await new Promise((resolve) => setTimeout(resolve, 500));
  done.abort();
  await others;
  client.close();
  return { result, longest, refused };
}

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/**
 * @param {Who} who
 * @param {{ url: string, key: string }} other
 * @param {Asked} asked
 */
async function measure(who, other, asked) {
  const alone = await whileOthersWait(other, () => take(who, asked));
  const together = await whileOthersWait(other, () =>
    Promise.all(Array.from({ length: Number(options.together) }, () => take(who, asked))),
  );
  const all = [alone.result, ...together.result];
  const statuses = [...new Set(all.map(({ status }) => status))].toSorted().join(" ");
  return [
    asked.name,
    statuses,
    megabytes(Math.max(...all.map(({ bytes }) => bytes))),
    seconds(alone.result.ms),
    seconds(alone.longest),
    seconds(Math.max(...together.result.map(({ ms }) => ms))),
    seconds(together.longest),
    together.refused + alone.refused === 0 ? "" : `${together.refused + alone.refused} refused`,
  ];
}

/** @param {import("./lib/own-server.mjs").OwnServer} server */
async function measureAll({ url, databaseUrl, webPid }) {
  const opened = { ...(await openWorkspace(url)), databaseUrl };
  const [who, other] = [await addViewer(opened), opened];
  say("Making the workspace");
  const { runs, points, keys, files } = options;
  const hostile = await makeHostile(opened, {
    runs: Number(runs),
    points: Number(points),
    keys: Number(keys),
    files: Number(files),
  });
  const rows = [];
  for (const asked of hostileRequests(hostile)) {
    say(`Measuring: ${asked.name}`);
    rows.push(await measure(who, other, asked));
  }
  const head = ["", "status", "largest", "alone", "others", `${options.together} at once`];
  console.log(`\n${table([...head, "others", ""], rows)}\n`);
  console.log(`  web memory  ${Math.round(residentMegabytes(webPid))} MiB at the end\n`);
}

try {
  begin();
  await withOwnServer("bench-limits", measureAll);
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
