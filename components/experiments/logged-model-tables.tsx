import Link from "next/link";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { NumberText } from "@/components/blocks/number-text";
import { Section } from "@/components/blocks/section";
import { ownTags } from "@/components/experiments/tag-list";
import type { loggedModelScreen } from "@/lib/experiments/logged-models/logged-model-screen";
import { formatInteger, shortId, tellingApart } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";

type Metric = Awaited<ReturnType<typeof loggedModelScreen>>["metrics"][number];

export function LoggedModelMetrics({
  metrics,
  workspace,
}: {
  metrics: readonly Metric[];
  workspace: string;
}) {
  return (
    <Section title="Metrics" count={metrics.length} id="metrics">
      <DataTable
        caption="Metrics of this model"
        columns={metricColumns(metrics, workspace)}
        rows={metrics}
        rowKey={(metric) =>
          `${metric.runId} ${metric.key} ${metric.datasetName} ${metric.datasetDigest}`
        }
        maxHeight="28rem"
        empty={<p className="text-muted text-sm">No metric was tied to this model.</p>}
      />
    </Section>
  );
}

function metricColumns(metrics: readonly Metric[], workspace: string): Column<Metric>[] {
  const write = tellingApart(
    metrics.map(({ value }) => value),
    6,
  );
  return [
    { key: "key", header: "Metric", heading: true, cell: ({ key }) => key },
    {
      key: "value",
      header: "Value",
      align: "right",
      cell: ({ value }) => <NumberText value={value} text={write(value)} />,
    },
    { key: "step", header: "Step", align: "right", cell: ({ step }) => formatInteger(step) },
    { key: "dataset", header: "Dataset", cell: ({ datasetName }) => datasetName || "–" },
    {
      key: "run",
      header: "Run",
      cell: ({ runId }) => (
        <Link className="link font-mono text-xs" href={pathTo(workspace, pages.run(runId))}>
          {shortId(runId)}
        </Link>
      ),
    },
  ];
}

const textColumns: Column<[string, string]>[] = [
  { key: "key", header: "Key", heading: true, cell: ([key]) => key },
  {
    key: "value",
    header: "Value",
    cell: ([, value]) => <span className="num font-mono text-xs wrap-anywhere">{value}</span>,
  },
];

export function LoggedModelTexts({
  title,
  texts,
}: {
  title: string;
  texts: Readonly<Record<string, string>>;
}) {
  const rows = ownTags(texts);
  if (rows.length === 0) return null;
  return (
    <Section title={title} count={rows.length}>
      <DataTable
        caption={`${title} of this model`}
        columns={textColumns}
        rows={rows}
        rowKey={([key]) => key}
        maxHeight="28rem"
        empty={null}
      />
    </Section>
  );
}
