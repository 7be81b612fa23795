import { ownValue } from "@/lib/own-value";

export type Side = {
  version: number;
  metrics: Record<string, number | string>;
  params: Record<string, string>;
  /** Digest by dataset name. */
  datasets: Record<string, string>;
  commit: string | null;
  /** Version by package. */
  environment: Record<string, string>;
  /** Digest by path. */
  files: Record<string, string>;
};

type Value = string | number | null;
export type ComparedRow = { key: string; values: Value[]; numeric: boolean };
export type Part = {
  id: "metrics" | "params" | "data" | "environment" | "files";
  title: string;
  rows: ComparedRow[];
};
export type Comparison = { serving: number | null; candidate: number; parts: Part[] };

/** The candidate beside the version that serves, part by part; the primary metric stands first. */
export function comparisonOf(
  serving: Side | null,
  candidate: Side,
  primary: string | null,
): Comparison {
  const rows = (pick: (side: Side) => Record<string, string | number>): ComparedRow[] => {
    const before = serving ? pick(serving) : {};
    const after = pick(candidate);
    const was = (key: string) => ownValue(before, key) ?? null;
    const is = (key: string) => ownValue(after, key) ?? null;
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .toSorted((a, b) => Number(b === primary) - Number(a === primary) || (a < b ? -1 : 1))
      .map((key) => ({
        key,
        values: serving ? [was(key), is(key)] : [is(key)],
        numeric: typeof (is(key) ?? was(key)) === "number",
      }));
  };
  const code = ({ commit }: Side): Record<string, string> => (commit ? { commit } : {});
  const parts: Part[] = [
    { id: "metrics", title: "Metrics", rows: rows(({ metrics }) => metrics) },
    { id: "params", title: "Params", rows: rows(({ params }) => params) },
    {
      id: "data",
      title: "Data and code",
      rows: rows((side) => ({ ...side.datasets, ...code(side) })),
    },
    { id: "environment", title: "Environment", rows: rows(({ environment }) => environment) },
    {
      id: "files",
      title: "Files",
      rows: rows(({ files }) =>
        Object.fromEntries(
          Object.entries(files).map(([path, digest]) => [path, digest.slice(0, 12)]),
        ),
      ),
    },
  ];
  return {
    serving: serving?.version ?? null,
    candidate: candidate.version,
    parts: parts.filter((part) => part.rows.length > 0),
  };
}
