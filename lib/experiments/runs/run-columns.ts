import type { ExperimentKeys } from "@/lib/experiments/experiment-screen";
import type { KeyKind } from "@/lib/experiments/rules";

export type RunColumn =
  | { id: string; kind: KeyKind; key: string; label: string }
  | { id: string; kind: "attribute"; key: RunAttribute; label: string };

export const runAttributes = {
  start_time: "Started",
  duration: "Duration",
  author: "Author",
  dataset: "Dataset",
  commit: "Commit",
} as const;
export type RunAttribute = keyof typeof runAttributes;

const prefixes = { metrics: "metric", params: "param", tags: "tag" } as const;
const shownMetrics = 5;
const shownParams = 4;
export const columnsAtMost = 60;

/** A column's id in the address, which is also its name in the search grammar: `metrics.auc`. */
export function columnId(kind: KeyKind, key: string): string {
  return `${kind}s.${key}`;
}

/** The ids in a list by commas, each once. */
export function columnIds(list: string): string[] {
  return [...new Set(list.split(","))].filter((id) => id !== "");
}

/** The columns an address names. Without a choice: when, how long, and the first keys. */
export function runColumns(
  chosen: string | undefined,
  keys: ExperimentKeys,
  atMost = columnsAtMost,
): RunColumn[] {
  const ids =
    chosen === undefined
      ? [
          "start_time",
          "duration",
          ...keys.metric.slice(0, shownMetrics).map((key) => columnId("metric", key)),
          ...keys.param.slice(0, shownParams).map((key) => columnId("param", key)),
        ]
      : columnIds(chosen);
  return [...new Set(ids)].slice(0, atMost).flatMap((id) => columnOf(id) ?? []);
}

export function columnOf(id: string): RunColumn | null {
  const dot = id.indexOf(".");
  if (dot < 0) {
    const key = attributeOf(id);
    return key ? { id, kind: "attribute", key, label: runAttributes[key] } : null;
  }
  const kind = kindOf(id.slice(0, dot));
  const key = id.slice(dot + 1);
  return kind && key !== "" ? { id, kind, key, label: key } : null;
}

/** The order clause for a column of the address, or null when it cannot be sorted by. */
export function orderClause(id: string, direction: "asc" | "desc"): string | null {
  if (["run_name", "status", "start_time"].includes(id)) return `${id} ${direction}`;
  const column = columnOf(id);
  if (!column || column.kind === "attribute" || column.key.includes("`")) return null;
  return `${column.kind}s.\`${column.key}\` ${direction}`;
}

function kindOf(prefix: string): KeyKind | null {
  return prefix === "metrics" || prefix === "params" || prefix === "tags" ? prefixes[prefix] : null;
}

function attributeOf(id: string): RunAttribute | null {
  return id === "start_time" ||
    id === "duration" ||
    id === "author" ||
    id === "dataset" ||
    id === "commit"
    ? id
    : null;
}
