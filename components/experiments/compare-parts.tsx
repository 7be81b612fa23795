import type { ReactNode } from "react";

import { MetricTable, TextTable } from "@/components/experiments/compare-tables";
import type { Comparison, TextRow } from "@/lib/experiments/comparison/comparison";
import type { ComparedHead } from "@/lib/experiments/comparison/comparison-screen";
import { plural } from "@/lib/format";

type Props = {
  comparison: Comparison;
  runs: readonly ComparedHead[];
  baselineId: string;
  hideSame: boolean;
};

const texts = [
  { part: "params", title: "Parameters", heading: "Parameter", mono: true },
  { part: "datasets", title: "Data", heading: "Dataset digest", mono: true },
  { part: "code", title: "Code", heading: "Code", mono: true },
  { part: "environment", title: "Environment", heading: "Package", mono: true },
  { part: "tags", title: "Tags", heading: "Tag", mono: false },
] as const;

/** Metrics first, then what may explain them: parameters, data, code, environment, tags. */
export function CompareParts({ comparison, runs, baselineId, hideSame }: Props) {
  const metrics = shown(comparison.metrics, hideSame);
  return (
    <div className="space-y-6">
      <Part title="Metrics" all={comparison.metrics} shownRows={metrics.length}>
        <MetricTable rows={metrics} runs={runs} baselineId={baselineId} />
      </Part>
      {texts.map(({ part, title, heading, mono }) => {
        const rows: TextRow[] = shown(comparison[part], hideSame);
        return (
          <Part key={part} title={title} all={comparison[part]} shownRows={rows.length}>
            <TextTable
              caption={`${title} compared`}
              heading={heading}
              rows={rows}
              runs={runs}
              baselineId={baselineId}
              mono={mono}
            />
          </Part>
        );
      })}
    </div>
  );
}

function Part({
  title,
  all,
  shownRows,
  children,
}: {
  title: string;
  all: readonly { differs: boolean }[];
  shownRows: number;
  children: ReactNode;
}) {
  const hidden = all.length - shownRows;
  return (
    <div className="space-y-2">
      <h3 className="flex items-baseline gap-2 text-sm font-medium">
        {title}
        <span className="text-muted text-xs font-normal">
          {saying(all.length, shownRows, hidden)}
        </span>
      </h3>
      {shownRows > 0 && children}
    </div>
  );
}

function saying(all: number, shownRows: number, hidden: number): string {
  if (all === 0) return "none recorded";
  if (shownRows === 0) return `all ${all} the same`;
  return hidden === 0 ? "" : `${plural(hidden, "row")} the same`;
}

function shown<Row extends { differs: boolean }>(rows: readonly Row[], hideSame: boolean): Row[] {
  return hideSame ? rows.filter((row) => row.differs) : [...rows];
}
