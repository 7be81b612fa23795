import { createHash } from "node:crypto";

/** Rows for a two-class learner. `groups` is the protected attribute, kept beside the features and never learned from. */
export type Table = {
  name: string;
  features: readonly string[];
  rows: number[][];
  labels: number[];
  groups: string[];
};

export type Split = { train: Table; holdout: Table };

/** The first share of the rows trains; generated rows are already in random order. */
export function split(table: Table, share = 0.7): Split {
  const cut = Math.floor(table.rows.length * share);
  return {
    train: { ...slice(table, 0, cut), name: `${table.name}-train` },
    holdout: { ...slice(table, cut, table.rows.length), name: `${table.name}-holdout` },
  };
}

function slice(table: Table, from: number, to: number): Table {
  return {
    ...table,
    rows: table.rows.slice(from, to),
    labels: table.labels.slice(from, to),
    groups: table.groups.slice(from, to),
  };
}

/** Eight hex digits over the content, as MLflow's dataset digests are. */
export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8);
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
