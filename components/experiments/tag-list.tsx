import type { ReactNode } from "react";

import { Badge } from "@/components/blocks/status-badge";
import { isOwnTag } from "@/lib/experiments/mlflow-tags";

/** The tags people set, without the ones MLflow writes for itself; at most `limit`, then a count. */
export function TagList({
  tags,
  limit = 3,
  none = <span className="text-faint">–</span>,
}: {
  tags: Readonly<Record<string, string>>;
  limit?: number;
  /** What stands where there are none. */
  none?: ReactNode;
}) {
  const own = ownTags(tags);
  if (own.length === 0) return none;
  return (
    <span className="flex flex-wrap gap-1">
      {own.slice(0, limit).map(([key, value]) => (
        <Badge key={key}>{value === "" ? key : `${key}: ${clipped(value)}`}</Badge>
      ))}
      {own.length > limit && <span className="text-muted text-xs">+{own.length - limit}</span>}
    </span>
  );
}

export function ownTags(tags: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(tags)
    .filter(([key]) => isOwnTag(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function clipped(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value;
}
