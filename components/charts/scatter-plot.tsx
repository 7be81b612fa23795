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

import { formatMoment } from "@/components/charts/axis";
import { axisTitle, grid, margin, markStyle, xAxis, yAxis } from "@/components/charts/defaults";
import { numberTicks, timeTicks, type Ticks } from "@/components/charts/ticks";
import { wholeNumber } from "@/lib/format";

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
  const across = ticksOf(
    points.map(({ x }) => x),
    xTime,
  );
  const up = ticksOf(points.map(({ y }) => y));
  return (
    <ResponsiveContainer>
      <ScatterChart margin={{ ...margin, bottom: 20 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          {...xAxis}
          dataKey="x"
          type="number"
          domain={across.domain}
          ticks={across.at}
          tickFormatter={across.write}
          label={axisTitle(xTime ? `${xLabel}, UTC` : xLabel)}
        />
        <YAxis
          {...yAxis}
          dataKey="y"
          type="number"
          domain={up.domain}
          ticks={up.at}
          tickFormatter={up.write}
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

function ticksOf(values: readonly (number | null)[], isTime = false): Ticks {
  const known = values.filter((value) => value !== null);
  const [low, high] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  if (!isTime) return numberTicks(low, high);
  // a mark on the frame would be cut, and one alone needs a stretch around it
  const room = (high - low) / 40 || 60_000;
  return timeTicks(low - room, high + room);
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
        {xLabel} {xTime ? formatMoment(mark.x ?? 0) : wholeNumber(mark.x ?? Number.NaN)}
      </div>
      <div className="text-muted num">
        {yLabel} {wholeNumber(mark.y ?? Number.NaN)}
      </div>
    </div>
  );
}
