"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

import { tickX, writeX, type XKind } from "@/components/charts/axis";
import { mergeRows, type Series } from "@/components/charts/curves";
import {
  grid,
  lineStyle,
  margin,
  threshold as limitStyle,
  xAxis,
  yAxis,
} from "@/components/charts/defaults";
import { formatNumber } from "@/lib/format";

export type PlotProps = {
  series: readonly Series[];
  x: XKind;
  weight: number;
  log: boolean;
  threshold?: { value: number; label: string } | undefined;
};

export default function MetricPlot({ series, x, weight, log, threshold }: PlotProps) {
  const rows = mergeRows(series, { weight, log });
  const dots = rows.length === 1;
  return (
    <ResponsiveContainer>
      <LineChart data={rows} margin={margin} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          {...xAxis}
          dataKey="x"
          type="number"
          domain={["dataMin", "dataMax"]}
          allowDecimals={x !== "step"}
          tickFormatter={(at: number) => tickX(x, at)}
        />
        <YAxis
          {...yAxis}
          scale={log ? "log" : "auto"}
          domain={["auto", "auto"]}
          allowDataOverflow={false}
          tickFormatter={(value: number) => formatNumber(value, 4)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={<Reading x={x} series={series} />}
        />
        {threshold && (
          <ReferenceLine
            {...limitStyle}
            y={threshold.value}
            ifOverflow="extendDomain"
            label={{
              value: `${threshold.label} ${formatNumber(threshold.value)}`,
              position: "insideBottomRight",
              fontSize: 12,
              fill: "var(--threshold)",
            }}
          />
        )}
        {series.map(({ key }, place) => (
          <Line
            key={key}
            {...lineStyle(place)}
            dataKey={`s${place}`}
            type="linear"
            strokeWidth={1.75}
            dot={dots}
            connectNulls
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function Reading({
  x,
  series,
  active = false,
  label,
  payload = [],
}: {
  x: XKind;
  series: readonly Series[];
  active?: boolean | undefined;
  label?: unknown;
  payload?: readonly { dataKey?: unknown; value?: unknown; color?: string | undefined }[];
}) {
  if (!active) return null;
  return (
    <div className="border-line bg-raised shadow-pop max-w-80 rounded-md border px-2.5 py-2 text-xs">
      <div className="text-muted mb-1">{writeX(x, Number(label))}</div>
      {payload.map((entry) => {
        const place = Number(String(entry.dataKey).slice(1));
        return (
          <div key={place} className="flex items-center gap-2">
            <span className="h-0.5 w-3 shrink-0" style={{ background: entry.color }} />
            <span className="min-w-0 flex-1 truncate">{series[place]?.label}</span>
            <span className="num font-medium">{formatNumber(Number(entry.value), 5)}</span>
          </div>
        );
      })}
    </div>
  );
}
