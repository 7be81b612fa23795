import { ScatterChart as ScatterIcon } from "lucide-react";

import { ScatterChart } from "@/components/charts/scatter-chart";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { RunsChart } from "@/lib/experiments/runs/runs-screen";
import { plural } from "@/lib/format";

/** Chooses the metric that is drawn above the table. */
export function ChartMenu({
  metrics,
  chosen,
  hrefOf,
}: {
  metrics: readonly { id: string; label: string }[];
  chosen: string | undefined;
  hrefOf: (id: string | null) => string;
}) {
  if (metrics.length === 0) return null;
  return (
    <Menu
      label="Chart a metric over the runs"
      align="end"
      trigger={<Button icon={<ScatterIcon aria-hidden />}>Chart</Button>}
    >
      {metrics.map(({ id, label }) => (
        <MenuItem key={id} href={hrefOf(id)}>
          {label}
        </MenuItem>
      ))}
      {chosen !== undefined && (
        <>
          <MenuSeparator />
          <MenuItem href={hrefOf(null)}>No chart</MenuItem>
        </>
      )}
    </Menu>
  );
}

export function MetricOverRuns({ chart }: { chart: RunsChart }) {
  return (
    <ScatterChart
      title={
        chart.newestOnly
          ? `${chart.metric} over the newest ${plural(chart.points.length, "run")} that match`
          : `${chart.metric} over the runs that match`
      }
      xLabel="Started"
      yLabel={chart.metric}
      xTime
      height={200}
      points={chart.points.map(({ id, name, startTime, value }) => ({
        key: id,
        label: name,
        x: startTime,
        y: Number.isFinite(value) ? value : null,
      }))}
    />
  );
}
