import { DataTable, type Column } from "@/components/blocks/data-table";
import { DiffTable } from "@/components/blocks/diff-table";
import { NumberText } from "@/components/blocks/number-text";
import { Tabs } from "@/components/ui/tabs";
import { formatNumber } from "@/lib/format";
import type { ComparedRow, Comparison } from "@/lib/gates/rounds/comparison";

/** Where nothing serves there is nothing to hold against: what the version brings. */
const alone: Column<ComparedRow>[] = [
  { key: "key", header: "Field", heading: true, cell: ({ key }) => key },
  {
    key: "value",
    header: "Value",
    align: "right",
    cell: ({ values: [value] }) => <Value value={value} />,
  },
];

/** What the version changes against the one that serves, part by part. */
export function GateChanges({ comparison }: { comparison: Comparison }) {
  const { serving, candidate, parts } = comparison;
  const columns = [
    { key: "serving", label: `Version ${serving}` },
    { key: "candidate", label: `Version ${candidate}` },
  ];
  return (
    <Tabs
      label="What changes"
      items={parts.map(({ id, title, rows }) => ({
        value: id,
        label: title,
        ...(serving === null ? {} : { count: changedIn(rows) }),
        content:
          serving === null ? (
            <DataTable
              caption={`${title} of version ${candidate}`}
              columns={alone}
              rows={rows}
              rowKey={({ key }) => key}
              empty={null}
            />
          ) : (
            <DiffTable caption={`${title} of both versions`} columns={columns} rows={rows} />
          ),
      }))}
    />
  );
}

function changedIn(rows: Comparison["parts"][number]["rows"]): number {
  return rows.filter(({ values }) => new Set(values.map(String)).size > 1).length;
}

function Value({ value }: { value: string | number | null | undefined }) {
  if (typeof value !== "number") return value ?? "–";
  return <NumberText value={value} text={formatNumber(value, 6)} />;
}
