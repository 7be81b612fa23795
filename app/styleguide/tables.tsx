import Link from "next/link";

import { ColumnPicker } from "@/components/blocks/column-picker";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { DiffTable } from "@/components/blocks/diff-table";
import { FilterField } from "@/components/blocks/filter-field";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Section } from "@/components/blocks/section";
import { FilterChips, Pager, TableToolbar } from "@/components/blocks/table-toolbar";
import { TabsNav } from "@/components/blocks/tabs-nav";
import { Sparkline } from "@/components/charts/sparkline";
import { RunStatusBadge } from "@/components/experiments/status-badges";
import type { RunStatus } from "@/lib/experiments/rules";
import { formatDuration, formatNumber } from "@/lib/format";
import { site, withQuery } from "@/lib/paths";

type Row = { id: string; name: string; status: RunStatus; auc: number; lasted: number; at: string };

const rows: readonly Row[] = [
  {
    id: "a",
    name: "gbm-depth-6",
    status: "FINISHED",
    auc: 0.87312,
    lasted: 92_000,
    at: "2026-11-20T09:00:00Z",
  },
  {
    id: "b",
    name: "gbm-depth-8-with-a-rather-long-name",
    status: "RUNNING",
    auc: 0.8699,
    lasted: 4_000,
    at: "2026-11-21T10:00:00Z",
  },
  {
    id: "c",
    name: "logistic-baseline",
    status: "FAILED",
    auc: 0.8021,
    lasted: 640,
    at: "2026-11-22T11:00:00Z",
  },
];

const columns: readonly Column<Row>[] = [
  { key: "status", header: "Status", cell: (row) => <RunStatusBadge status={row.status} /> },
  {
    key: "name",
    header: "Run",
    heading: true,
    sortable: true,
    cell: (row) => (
      <Link className="link" href={site.styleGuide}>
        {row.name}
      </Link>
    ),
  },
  {
    key: "auc",
    header: "auc",
    align: "right",
    sortable: true,
    help: "Area under the ROC curve on the held-out set.",
    cell: (row) => formatNumber(row.auc),
  },
  {
    key: "trend",
    header: "Trend",
    cell: (row) => <Sparkline label="auc" values={[0.7, 0.76, 0.81, 0.84, row.auc]} />,
  },
  { key: "lasted", header: "Duration", align: "right", cell: (row) => formatDuration(row.lasted) },
  { key: "at", header: "Started", nowrap: true, cell: (row) => <RelativeTime at={row.at} /> },
];

export function Tables() {
  return (
    <Section
      title="Tables"
      count={rows.length}
      description="Sorting is a link, selecting is a form."
    >
      <TabsNav
        label="Views"
        items={[
          { href: site.styleGuide, label: "Runs", count: 3, active: true },
          {
            href: withQuery(site.styleGuide, { view: "models" }),
            label: "Logged models",
            active: false,
          },
        ]}
      />
      <Toolbar />
      <DataTable
        caption="Sample runs"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        sort={{ key: "auc", direction: "desc" }}
        sortHref={(key, direction) => withQuery(site.styleGuide, { sort: key, direction })}
        selection={{
          form: "sample",
          name: "run",
          label: ({ name }) => `Select ${name}`,
          selected: ["a"],
        }}
        empty={null}
      />
      <Pager
        summary="3 runs"
        previousHref={site.styleGuide}
        nextHref={withQuery(site.styleGuide, { cursor: "c" })}
      />
      <FilterField
        label="A filter at fault"
        value="metrics.auc >"
        error="A value is missing after “>”, at character 13."
        clearHref={site.styleGuide}
      />
      <Diff />
    </Section>
  );
}

function Toolbar() {
  return (
    <TableToolbar
      actions={
        <>
          <ColumnPicker
            visible={["auc"]}
            groups={[
              {
                label: "Metrics",
                columns: [
                  { key: "auc", label: "auc" },
                  { key: "loss", label: "loss" },
                ],
              },
              { label: "Params", columns: [{ key: "depth", label: "max_depth" }] },
            ]}
          />
        </>
      }
    >
      <FilterField
        label="Filter runs"
        placeholder="metrics.auc > 0.8 and params.model = 'gbm'"
        suggestions={["metrics.auc", "metrics.loss", "params.model", "attributes.status"]}
      />
      <FilterChips
        label="Lifecycle"
        items={[
          { label: "Active", href: site.styleGuide, active: true, count: 3 },
          {
            label: "Deleted",
            href: withQuery(site.styleGuide, { lifecycle: "deleted" }),
            active: false,
          },
        ]}
      />
    </TableToolbar>
  );
}

function Diff() {
  return (
    <DiffTable
      caption="Sample comparison"
      columns={[
        { key: "a", label: "gbm-depth-6" },
        { key: "b", label: "gbm-depth-8" },
      ]}
      rows={[
        { key: "max_depth", values: [6, 8], numeric: true },
        { key: "dataset", values: ["loans 2026-10", "loans 2026-11"] },
        { key: "seed", values: [7, 7], numeric: true },
        { key: "objective", values: ["binary", "binary"] },
        { key: "class_weight", values: [null, "balanced"] },
      ]}
    />
  );
}
