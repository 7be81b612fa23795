"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";

import { grid, margin, threshold as limitStyle, tick, xAxis } from "@/components/charts/defaults";
import { formatNumber } from "@/lib/format";

export type BarPlotProps = {
  bars: readonly { label: string; value: number }[];
  threshold?: { value: number; label: string } | undefined;
};

/** Lying bars: names stay level and readable; the baseline is zero. */
export default function BarPlot({ bars, threshold }: BarPlotProps) {
  return (
    <ResponsiveContainer>
      <BarChart
        data={[...bars]}
        layout="vertical"
        margin={{ ...margin, top: 24, right: 56 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} horizontal={false} vertical />
        <XAxis {...xAxis} type="number" tickFormatter={(value: number) => formatNumber(value)} />
        <YAxis
          type="category"
          dataKey="label"
          width="auto"
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
        />
        <Bar dataKey="value" fill="var(--chart-1)" barSize={16} isAnimationActive={false}>
          <LabelList
            dataKey="value"
            position="right"
            fontSize={12}
            fill="var(--ink)"
            formatter={(value) => formatNumber(Number(value))}
          />
        </Bar>
        {threshold && (
          <ReferenceLine
            {...limitStyle}
            x={threshold.value}
            ifOverflow="extendDomain"
            label={{
              value: `${threshold.label} ${formatNumber(threshold.value)}`,
              position: "top",
              fontSize: 12,
              fill: "var(--threshold)",
            }}
          />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}
