"use client";

import dynamic from "next/dynamic";
import { useId, useState } from "react";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { axisNames, writeX, type XKind } from "@/components/charts/axis";
import { mergeRows, thin, type Series } from "@/components/charts/curves";
import { lineStyle } from "@/components/charts/defaults";
import { Checkbox } from "@/components/ui/checkbox";
import { formatNumber } from "@/lib/format";

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
  shared?: { weight: number; log: boolean } | undefined;
  note?: string | undefined;
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
  const [ownWeight, setWeight] = useState(0);
  const [ownLog, setLog] = useState(false);
  const { weight, log } = shared ?? { weight: ownWeight, log: ownLog };
  const empty = series.every(({ points }) => points.every(({ y }) => y === null));
  return (
    <ChartFrame
      title={title}
      unit={unit}
      note={note}
      legend={
        series.length > 1
          ? series.map(({ label }, place) => {
              const { stroke, strokeDasharray } = lineStyle(place);
              return { label, color: stroke, dashed: strokeDasharray !== undefined };
            })
          : []
      }
      actions={
        controls && <Controls weight={weight} setWeight={setWeight} log={log} setLog={setLog} />
      }
    >
      <div aria-hidden className="relative" style={{ height }}>
        <Plot series={series} x={x} weight={weight} log={log} threshold={threshold} />
        {empty && (
          <p className="text-muted absolute inset-0 grid place-items-center text-sm">
            No finite values
          </p>
        )}
      </div>
      <Readout title={title} series={series} x={x} threshold={threshold} />
    </ChartFrame>
  );
}

function Controls({
  weight,
  setWeight,
  log,
  setLog,
}: {
  weight: number;
  setWeight: (weight: number) => void;
  log: boolean;
  setLog: (log: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="text-muted flex items-center gap-4 text-xs" data-print="hide">
      <label className="flex items-center gap-2" htmlFor={`${id}-smooth`}>
        Smoothing
        <input
          id={`${id}-smooth`}
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          value={weight}
          onChange={(event) => setWeight(Number(event.target.value))}
          className="accent-accent w-20"
        />
        <span className="num w-7">{weight.toFixed(2)}</span>
      </label>
      <label className="flex items-center gap-1.5" htmlFor={`${id}-log`}>
        <Checkbox
          id={`${id}-log`}
          checked={log}
          onChange={(event) => setLog(event.target.checked)}
        />
        Log scale
      </label>
    </div>
  );
}

function Readout({
  title,
  series,
  x,
  threshold,
}: Pick<MetricChartProps, "title" | "series" | "threshold"> & { x: XKind }) {
  const rows = mergeRows(series, { weight: 0, log: false });
  const told = thin(rows, readable);
  const limit = threshold ? `, ${threshold.label} ${formatNumber(threshold.value)}` : "";
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
          {told.map((row) => (
            <tr key={row.x}>
              <th scope="row">{writeX(x, row.x)}</th>
              {series.map(({ key }, place) => (
                <td key={key}>{formatNumber(row[`s${place}`])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
