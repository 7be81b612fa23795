import { nextBin } from "./build.mjs";
import { at } from "./paths.mjs";
import { startChild } from "./processes.mjs";

/**
 * How far V8 lets its heap grow before it collects depends on the limit: under 1 GiB it grows by half, under the default
 * fourfold. A load of batches then leaves the process at 220 MiB instead of 420, at much the same rate.
 */
const memory = ["--max-semi-space-size=4", "--max-old-space-size=1024"];

/** Starts the web process. Next's own greeting is left out: the launcher says where Gatehouse is. */
export function startWeb({ host, port, dev = false, env }) {
  const args = dev
    ? [nextBin, "dev", "-H", host, "-p", String(port)]
    : [...memory, at(".next", "web.mjs")];
  const served = { ...env, HOST: host, PORT: String(port) };
  const child = startChild(args, served, dev ? "inherit" : "pipe");
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    const kept = text.split("\n").filter((line) => line !== "" && !/^\s*(▲|✓|- \w+:)/.test(line));
    if (kept.length > 0) console.log(kept.join("\n"));
  });
  return child;
}

/** Resolves once the web process and its database answer. */
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
