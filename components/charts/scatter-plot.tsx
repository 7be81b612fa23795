"use client";

import {
  CartesianGrid,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
  ZAxis,
} from "recharts";

import { grid, margin, markStyle, xAxis, yAxis } from "@/components/charts/defaults";
import { formatDate, formatDateTime, formatNumber } from "@/lib/format";

export type Mark = {
  key: string;
  label: string;
  x: number | null;
  y: number | null;
  /** Its place among the series of the page, for the colour it has in every chart. */
  series?: number | undefined;
};

type Labels = { xLabel: string; yLabel: string; xTime: boolean };

export default function ScatterPlot({
  points,
  xLabel,
  yLabel,
  xTime,
}: Labels & { points: readonly Mark[] }) {
  const crowded = points.length > 100;
  return (
    <ResponsiveContainer>
      <ScatterChart margin={{ ...margin, bottom: 20 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          {...xAxis}
          dataKey="x"
          type="number"
          domain={["auto", "auto"]}
          tickFormatter={(value: number) => (xTime ? formatDate(value) : formatNumber(value))}
          label={{ value: xLabel, position: "bottom", fontSize: 12, fill: "var(--muted)" }}
        />
        <YAxis
          {...yAxis}
          dataKey="y"
          type="number"
          domain={["auto", "auto"]}
          tickFormatter={(value: number) => formatNumber(value)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={<Reading xLabel={xLabel} yLabel={yLabel} xTime={xTime} />}
        />
        <ZAxis range={crowded ? [14, 14] : [60, 60]} />
        <Scatter
          data={points.map(styled)}
          fill="var(--chart-1)"
          fillOpacity={crowded ? 0.7 : 1}
          isAnimationActive={false}
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function styled(mark: Mark) {
  return mark.series === undefined ? mark : { ...mark, ...markStyle(mark.series) };
}

function Reading({
  xLabel,
  yLabel,
  xTime,
  active = false,
  payload = [],
}: Labels & {
  active?: boolean | undefined;
  payload?: readonly { payload?: Partial<Mark> | undefined }[];
}) {
  const mark = payload[0]?.payload;
  if (!active || !mark) return null;
  return (
    <div className="border-line bg-raised shadow-pop max-w-80 rounded-md border px-2.5 py-2 text-xs">
      <div className="mb-1 font-medium wrap-anywhere">{mark.label}</div>
      <div className="text-muted num">
        {xLabel} {xTime ? formatDateTime(mark.x ?? 0) : formatNumber(mark.x)}
      </div>
      <div className="text-muted num">
        {yLabel} {formatNumber(mark.y)}
      </div>
    </div>
  );
}
