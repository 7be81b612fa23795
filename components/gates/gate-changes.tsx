import { DefinitionList } from "@/components/blocks/definition-list";
import { DiffTable } from "@/components/blocks/diff-table";
import { Tabs } from "@/components/ui/tabs";
import { formatNumber } from "@/lib/format";
import type { Comparison } from "@/lib/gates/comparison";

/** What the version changes against the one that serves, part by part. */
export function GateChanges({ comparison }: { comparison: Comparison }) {
  const { champion, candidate, parts } = comparison;
  const columns = [
    { key: "champion", label: `Version ${champion}` },
    { key: "candidate", label: `Version ${candidate}` },
  ];
  return (
    <Tabs
      label="What changes"
      items={parts.map(({ id, title, rows }) => ({
        value: id,
        label: title,
        ...(champion === null ? {} : { count: changedIn(rows) }),
        content:
          champion === null ? (
            <DefinitionList
              items={rows.map(({ key, values: [value] }) => ({
                term: key,
                value: formatValue(value),
              }))}
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

function formatValue(value: string | number | null | undefined): string {
  return typeof value === "number" ? formatNumber(value, 6) : (value ?? "–");
}
