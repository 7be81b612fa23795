"use client";

import dynamic from "next/dynamic";
import { useId, useState, type ReactNode } from "react";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { axisNames, writeX, type XKind } from "@/components/charts/axis";
import { drawn, mergeRows, thin, type Series } from "@/components/charts/curves";
import { lineStyle } from "@/components/charts/defaults";
import { leftOut } from "@/components/charts/left-out";
import { Checkbox } from "@/components/ui/checkbox";
import { tellingApart, wholeNumber } from "@/lib/format";

const Plot = dynamic(() => import("@/components/charts/metric-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type MetricChartProps = {
  title: string;
  unit?: string | undefined;
  series: readonly Series[];
  x?: XKind | undefined;
  threshold?: { value: number; label: string } | undefined;
  height?: number | undefined;
  controls?: boolean | undefined;
  /** Given by a page that sets these for several charts at once. */
  shared?: { log: boolean } | undefined;
  /** What must be known of these points. Without one they are taken for all there are, and counted here. */
  note?: ReactNode | undefined;
};

const readable = 50;

/** Curves of one metric: a picture for the eye, the same numbers in a table for a screen reader. */
export function MetricChart({
  title,
  unit,
  series,
  x = "step",
  threshold,
  height = 220,
  controls = false,
  shared,
  note,
}: MetricChartProps) {
  const [ownLog, setLog] = useState(false);
  const { log } = shared ?? { log: ownLog };
  const empty = series.every(({ points }) => drawn(points, log).every(({ y }) => y === null));
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note ?? noteOf(series, log)}
      legend={
        series.length > 1
          ? series.map(({ label }, place) => {
              const { stroke, strokeDasharray } = lineStyle(place);
              return { label, color: stroke, dashed: strokeDasharray !== undefined };
            })
          : []
      }
      actions={controls && <LogScale log={log} setLog={setLog} />}
    >
      <div aria-hidden className="relative" style={{ height }}>
        <Plot series={series} x={x} log={log} threshold={threshold} />
        {empty && (
          <p className="text-muted absolute inset-0 grid place-items-center text-sm">
            {emptyWords(series, log)}
          </p>
        )}
      </div>
      <Readout title={title} series={series} x={x} threshold={threshold} />
    </ChartFrame>
  );
}

/** Why nothing is drawn. */
function emptyWords(series: readonly Series[], log: boolean): string {
  const points = series.flatMap((each) => each.points);
  if (points.length === 0) return "No values";
  return log && points.some(({ y }) => y !== null)
    ? "Nothing above zero: a logarithm has no place for these values"
    : "No finite values";
}

function noteOf(series: readonly Series[], log: boolean): string | undefined {
  const values = series.flatMap(({ points }) => points.map(({ y }) => y));
  const notes = leftOut({
    notFinite: values.filter((y) => y === null).length,
    notPositive: log ? values.filter((y) => y !== null && y <= 0).length : 0,
  });
  return notes.length === 0 ? undefined : `${notes.join("; ")}.`;
}

function LogScale({ log, setLog }: { log: boolean; setLog: (log: boolean) => void }) {
  const id = useId();
  return (
    <label
      className="text-muted flex items-center gap-1.5 text-xs"
      data-print="hide"
      htmlFor={`${id}-log`}
    >
      <Checkbox id={`${id}-log`} checked={log} onChange={(event) => setLog(event.target.checked)} />
      Log scale
    </label>
  );
}

function Readout({
  title,
  series,
  x,
  threshold,
}: Pick<MetricChartProps, "title" | "series" | "threshold"> & { x: XKind }) {
  const rows = mergeRows(series);
  const told = thin(rows, readable);
  const limit = threshold ? `, ${threshold.label} ${wholeNumber(threshold.value)}` : "";
  const write = tellingApart(told.flatMap((row) => series.map((_, place) => row[`s${place}`])));
  const part = told.length < rows.length ? `, ${told.length} of ${rows.length} points` : "";
  return (
    <div className="sr-only">
      <table>
        <caption>{`${title}${limit}${part}`}</caption>
        <thead>
          <tr>
            <th scope="col">{axisNames[x]}</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map((row, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- one x may have several rows
            <tr key={at}>
              <th scope="row">{writeX(x, row.x)}</th>
              {series.map(({ key }, place) => (
                <td key={key}>{write(row[`s${place}`])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
