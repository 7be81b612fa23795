import { ColumnPicker } from "@/components/blocks/column-picker";
import type { ExperimentKeys } from "@/lib/experiments/experiment-screen";
import { columnId, runAttributes } from "@/lib/experiments/runs/run-columns";

const groups = [
  { kind: "metric", label: "Metrics" },
  { kind: "param", label: "Parameters" },
  { kind: "tag", label: "Tags" },
] as const;

export function RunColumnPicker({
  keys,
  visible,
}: {
  keys: ExperimentKeys;
  visible: readonly string[];
}) {
  return (
    <ColumnPicker
      visible={visible}
      groups={[
        {
          label: "Run",
          columns: Object.entries(runAttributes).map(([key, label]) => ({ key, label })),
        },
        ...groups.map(({ kind, label }) => ({
          label,
          columns: keys[kind].map((key) => ({ key: columnId(kind, key), label: key })),
        })),
      ]}
    />
  );
}
