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

import { ticksX, titleX, writeX, type XKind } from "@/components/charts/axis";
import { drawn, type Drawn, type Series } from "@/components/charts/curves";
import {
  axisTitle,
  grid,
  lineStyle,
  margin,
  threshold as limitStyle,
  xAxis,
  yAxis,
} from "@/components/charts/defaults";
import { logTicks, numberTicks, type Ticks } from "@/components/charts/ticks";
import { wholeNumber } from "@/lib/format";

type Limit = { value: number; label: string };
export type PlotProps = {
  series: readonly Series[];
  x: XKind;
  log: boolean;
  threshold?: Limit | undefined;
};

/** Each curve has its own points, so that a gap in one is a gap, whatever the others have there. */
export default function MetricPlot({ series, x, log, threshold }: PlotProps) {
  const lines = series.map(({ key, points }) => ({ key, points: drawn(points, log) }));
  const limit = threshold && (!log || threshold.value > 0) ? threshold : undefined;
  const [from, to] = reach(series.flatMap(({ points }) => points.map((point) => point.x)));
  const across = ticksX(x, from, to);
  const up = upTicks(
    lines.flatMap(({ points }) => points),
    log,
    limit,
  );
  return (
    <ResponsiveContainer>
      <LineChart margin={{ ...margin, bottom: 20 }} accessibilityLayer={false}>
        <CartesianGrid {...grid} />
        <XAxis
          {...xAxis}
          dataKey="x"
          type="number"
          domain={across.domain}
          ticks={across.at}
          tickFormatter={across.write}
          label={axisTitle(titleX(x, from, to))}
        />
        <YAxis
          {...yAxis}
          scale={log ? "log" : "auto"}
          domain={up.domain}
          ticks={up.at}
          tickFormatter={up.write}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={<Reading x={x} series={series} />}
        />
        {limit && <LimitLine limit={limit} />}
        {lines.map(({ key, points }, place) => (
          <Line
            key={key}
            {...lineStyle(place)}
            data={points}
            dataKey="y"
            name={key}
            type="linear"
            strokeWidth={1.75}
            dot={Dot}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function reach(numbers: readonly number[]): [number, number] {
  return numbers.length === 0 ? [0, 1] : [Math.min(...numbers), Math.max(...numbers)];
}

function upTicks(points: readonly Drawn[], log: boolean, limit: Limit | undefined): Ticks {
  const values = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const [low, high] = reach(limit ? [...values, limit.value] : values);
  return log ? logTicks(low || 1, high) : numberTicks(low, high);
}

function LimitLine({ limit: { label, value } }: { limit: Limit }) {
  return (
    <ReferenceLine
      {...limitStyle}
      y={value}
      ifOverflow="extendDomain"
      label={{
        value: `${label} ${wholeNumber(value)}`,
        position: "insideBottomRight",
        fontSize: 12,
        fill: "var(--threshold)",
      }}
    />
  );
}

type DotProps = {
  cx?: number | undefined;
  cy?: number | undefined;
  stroke?: string | undefined;
  index?: number | undefined;
  payload?: Partial<Drawn> | undefined;
};

/** Only what a line would not show. */
function Dot({ cx, cy, stroke, payload, index }: DotProps) {
  if (payload?.dot !== true || cx === undefined || cy === undefined) return <g key={index} />;
  return <circle key={index} cx={cx} cy={cy} r={2.5} fill={stroke} />;
}

const listed = 3;

/** Every digit, and every value where a place has several. */
function Reading({
  x,
  series,
  active = false,
  label,
}: {
  x: XKind;
  series: readonly Series[];
  active?: boolean | undefined;
  label?: unknown;
}) {
  if (!active) return null;
  const at = Number(label);
  const here = series.map(({ points }) => points.filter((point) => point.x === at));
  return (
    <div className="border-line bg-raised shadow-pop max-w-80 rounded-md border px-2.5 py-2 text-xs">
      <div className="text-muted mb-1">
        {x === "step" && "Step "}
        {writeX(x, at)}
      </div>
      {here.map((points, place) =>
        points.length === 0 ? null : (
          <div key={series[place]?.key} className="flex items-start gap-2">
            <span
              className="mt-1.5 h-0.5 w-3 shrink-0"
              style={{ background: lineStyle(place).stroke }}
            />
            <span className="min-w-0 flex-1 truncate">{series[place]?.label}</span>
            <span className="num text-right font-medium">
              {points.slice(0, listed).map(({ y }, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- the place is the key
                <span key={index} className="block">
                  {y === null ? "not a finite number" : wholeNumber(y)}
                </span>
              ))}
              {points.length > listed && (
                <span className="text-muted block">and {points.length - listed} more here</span>
              )}
            </span>
          </div>
        ),
      )}
    </div>
  );
}
