import type { ReactNode } from "react";

import { ShownOf } from "@/components/blocks/find-rows";
import { MetricTable, TextTable } from "@/components/experiments/compare-tables";
import { excerptOf, type Excerpt } from "@/lib/excerpt";
import type { Comparison, TextRow } from "@/lib/experiments/comparison/comparison";
import type { ComparedHead } from "@/lib/experiments/comparison/comparison-screen";
import { plural } from "@/lib/format";

type Props = {
  comparison: Comparison;
  runs: readonly ComparedHead[];
  baselineId: string;
  hideSame: boolean;
  /** What is looked for among the names. */
  find: string;
};

/** Twenty runs wide, so shorter than other tables. */
export const mostCompared = 100;

const texts = [
  { part: "params", title: "Parameters", heading: "Parameter", mono: true },
  { part: "datasets", title: "Data", heading: "Dataset digest", mono: true },
  { part: "code", title: "Code", heading: "Code", mono: true },
  { part: "environment", title: "Environment", heading: "Package", mono: true },
  { part: "tags", title: "Tags", heading: "Tag", mono: false },
] as const;

/** Metrics first, then what may explain them: parameters, data, code, environment, tags. */
export function CompareParts({ comparison, runs, baselineId, hideSame, find }: Props) {
  const metrics = shown(comparison.metrics, hideSame, find);
  return (
    <div className="space-y-6">
      <Part title="Metrics" all={comparison.metrics} shown={metrics}>
        <MetricTable rows={metrics.rows} runs={runs} baselineId={baselineId} />
      </Part>
      {texts.map(({ part, title, heading, mono }) => {
        const found: Excerpt<TextRow> = shown(comparison[part], hideSame, find);
        return (
          <Part key={part} title={title} all={comparison[part]} shown={found}>
            <TextTable
              caption={`${title} compared`}
              heading={heading}
              rows={found.rows}
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
  shown: { total, ...of },
  children,
}: {
  title: string;
  all: readonly { differs: boolean }[];
  shown: Excerpt<unknown>;
  children: ReactNode;
}) {
  const hidden = all.length - total;
  return (
    <div className="space-y-2">
      <h3 className="flex items-baseline gap-2 text-sm font-medium">
        {title}
        <span className="text-muted text-xs font-normal">{saying(all.length, total, hidden)}</span>
      </h3>
      {of.rows.length > 0 && children}
      <ShownOf of={{ ...of, total }} noun="rows" />
    </div>
  );
}

function saying(all: number, shownRows: number, hidden: number): string {
  if (all === 0) return "none recorded";
  if (shownRows === 0) return `all ${all} the same`;
  return hidden === 0 ? "" : `${plural(hidden, "row")} the same`;
}

function shown<Row extends { key: string; differs: boolean }>(
  rows: readonly Row[],
  hideSame: boolean,
  find: string,
): Excerpt<Row> {
  const wanted = hideSame ? rows.filter((row) => row.differs) : rows;
  return excerptOf(wanted, ({ key }) => key, { find, most: mostCompared });
}
