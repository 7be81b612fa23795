import type { Verdict } from "@/lib/gates/rules";

const verdicts: Record<Verdict, string> = { pass: "a pass", fail: "a fail", error: "an error" };

export function inPlainWords(verdict: Verdict): string {
  return verdicts[verdict];
}

/** Evidence paths as a reviewer reads them: `run.metrics.auc` is the metric auc. */
export function pathInWords(path: string): string {
  const known = /^(run|serving|champion)\.(metrics|params|tags)\.(.+)$/.exec(path);
  if (known) {
    const [, whose, kind = "", name = ""] = known;
    return `${whose === "run" ? "" : "serving version's "}${kind.replace(/s$/, "")} ${name}`;
  }
  return path.replaceAll(".", " ").replaceAll("_", " ");
}
