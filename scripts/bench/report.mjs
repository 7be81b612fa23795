import { table } from "../lib/output.mjs";
import { quantile } from "./measure.mjs";

const ms = (value) => value.toFixed(2);
const verdict = (holds) => (holds ? "met" : "missed");

/** Prints every figure with its target, and how many times the baseline of this same run it costs. */
export function report({ runs, baselines, logMetric, logBatch, searches, resident }) {
  const [ping, insert] = [baselines.ping, baselines.insert].map((d) => quantile(d, 0.5));
  const floor = ping + insert;
  const row = (name, durations, target, holds) => {
    const [p50, p95] = [quantile(durations, 0.5), quantile(durations, 0.95)];
    return [
      name,
      ms(p50),
      ms(p95),
      (p50 / floor).toFixed(1),
      target,
      target && verdict(holds(p50, p95)),
    ];
  };
  const every = searches.flatMap(({ durations }) => durations);
  console.log("");
  console.log(
    table(
      ["", "p50 ms", "p95 ms", "× baseline", "target", ""],
      [
        row("baseline: GET /api/ping", baselines.ping, ""),
        row("baseline: one INSERT, committed", baselines.insert, ""),
        row("log-metric, 1 client", logMetric, "p50 < 5 ms", (p50) => p50 < 5),
        row("log-batch of 1,000, 8 clients", logBatch.durations, ""),
        ...searches.map(({ name, durations }) =>
          row(`runs/search, ${name}`, durations, "p95 < 50 ms", (_, p95) => p95 < 50),
        ),
        row(`runs/search, all (${runs} runs)`, every, "p95 < 50 ms", (_, p95) => p95 < 50),
      ],
    ),
  );
  const rate = Math.round(logBatch.rate).toLocaleString("en-GB");
  console.log(
    `\n  log-batch      ${rate} metrics/s (target 25,000: ${verdict(logBatch.rate >= 25_000)})`,
  );
  console.log(
    `  web memory     ${resident.before.toFixed(0)} MiB before, ${resident.after.toFixed(0)} MiB after (target under 400: ${verdict(resident.after < 400)})`,
  );
  console.log("  × baseline     p50 over the p50 of a ping plus the p50 of one committed INSERT\n");
}
