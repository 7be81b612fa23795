import Link from "next/link";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { ShownOf } from "@/components/blocks/find-rows";
import { NumberText } from "@/components/blocks/number-text";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Section } from "@/components/blocks/section";
import { excerptOf } from "@/lib/excerpt";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import { formatInteger, tellingApart } from "@/lib/format";

type Metric = RunRecord["metrics"][number];

const paramColumns: Column<[string, string]>[] = [
  {
    key: "key",
    header: "Parameter",
    heading: true,
    cell: ([key]) => <span className="wrap-anywhere">{key}</span>,
  },
  {
    key: "value",
    header: "Value",
    cell: ([, value]) => (
      <span className="num font-mono text-xs wrap-anywhere">{value || "(empty)"}</span>
    ),
  },
];

export function RunMetrics({
  run,
  now,
  find,
  curves,
  curvesHref,
}: {
  run: RunRecord;
  now: Date;
  /** What is looked for among the names. */
  find: string;
  /** The metrics that have more than the one value shown. */
  curves: ReadonlySet<string>;
  curvesHref: string;
}) {
  const shown = excerptOf(run.metrics, ({ key }) => key, { find });
  return (
    <Section title="Metrics" count={run.metrics.length} id="metrics">
      <DataTable
        caption="Metrics of this run"
        columns={metricColumns(shown.rows, { now, curves, curvesHref })}
        rows={shown.rows}
        rowKey={({ key }) => key}
        maxHeight="32rem"
        empty={
          <EmptyState
            title="No metrics logged"
            code={[{ label: "Python", text: 'mlflow.log_metric("accuracy", 0.93)' }]}
          />
        }
      />
      <ShownOf of={shown} noun="metrics" />
    </Section>
  );
}

export function RunParams({ run, find }: { run: RunRecord; find: string }) {
  const rows = Object.entries(run.params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shown = excerptOf(rows, ([key]) => key, { find });
  return (
    <Section title="Parameters" count={rows.length} id="params">
      <DataTable
        caption="Parameters of this run"
        columns={paramColumns}
        rows={shown.rows}
        rowKey={([key]) => key}
        maxHeight="32rem"
        empty={
          <EmptyState
            title="No parameters logged"
            code={[{ label: "Python", text: 'mlflow.log_param("learning_rate", 0.01)' }]}
          />
        }
      />
      <ShownOf of={shown} noun="parameters" />
    </Section>
  );
}

type Around = Pick<Parameters<typeof RunMetrics>[0], "now" | "curves" | "curvesHref">;

function metricColumns(
  metrics: readonly Metric[],
  { now, curves, curvesHref }: Around,
): Column<Metric>[] {
  const write = tellingApart(
    metrics.map(({ value }) => value),
    6,
  );
  return [
    {
      key: "key",
      header: "Metric",
      heading: true,
      cell: (metric) =>
        curves.has(metric.key) ? (
          <Link href={`${curvesHref}#${metric.key}`}>{metric.key}</Link>
        ) : (
          metric.key
        ),
    },
    {
      key: "value",
      header: "Latest",
      align: "right",
      cell: ({ value }) => <NumberText value={value} text={write(value)} />,
    },
    { key: "step", header: "Step", align: "right", cell: ({ step }) => formatInteger(step) },
    {
      key: "at",
      header: "Logged",
      align: "right",
      cell: ({ timestamp }) => <RelativeTime at={Number(timestamp)} now={now} />,
    },
  ];
}
