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
import { numberTicks } from "@/components/charts/ticks";
import { tellingApart, wholeNumber } from "@/lib/format";

export type BarPlotProps = {
  bars: readonly { label: string; value: number }[];
  threshold?: { value: number; label: string } | undefined;
};

/** Lying bars: names stay level and readable; the baseline is zero. */
export default function BarPlot({ bars, threshold }: BarPlotProps) {
  const values = bars.map(({ value }) => value).filter(Number.isFinite);
  const limit = threshold?.value ?? 0;
  const ticks = numberTicks(Math.min(0, limit, ...values), Math.max(0, limit, ...values));
  const write = tellingApart([...values, threshold?.value]);
  return (
    <ResponsiveContainer>
      <BarChart
        data={[...bars]}
        layout="vertical"
        margin={{ ...margin, top: 24, right: 56 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...grid} horizontal={false} vertical />
        <XAxis
          {...xAxis}
          type="number"
          domain={ticks.domain}
          ticks={ticks.at}
          tickFormatter={ticks.write}
        />
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
            formatter={(value) => write(Number(value))}
          />
        </Bar>
        {threshold && (
          <ReferenceLine
            {...limitStyle}
            x={threshold.value}
            ifOverflow="extendDomain"
            label={{
              value: `${threshold.label} ${wholeNumber(threshold.value)}`,
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
