"use client";

import dynamic from "next/dynamic";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { formatMoment } from "@/components/charts/axis";
import { thin } from "@/components/charts/curves";
import type { Mark } from "@/components/charts/scatter-plot";
import { tellingApart } from "@/lib/format";

const Plot = dynamic(() => import("@/components/charts/scatter-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

const readable = 50;

/** One quantity against another, a mark each; the same numbers in a table for a screen reader. */
export function ScatterChart({
  title,
  xLabel,
  yLabel,
  points,
  xTime = false,
  height = 280,
}: {
  title: string;
  xLabel: string;
  yLabel: string;
  points: readonly Mark[];
  /** The values across are moments, in Unix milliseconds. */
  xTime?: boolean;
  height?: number;
}) {
  const drawn = points.filter(({ x, y }) => x !== null && y !== null);
  const told = thin(points, readable);
  const writeX = tellingApart(told.map(({ x }) => x));
  const writeY = tellingApart(told.map(({ y }) => y));
  const left = points.length - drawn.length;
  return (
    <ChartFrame
      title={title}
      note={left > 0 ? `${left} without both values are left out.` : undefined}
    >
      <div aria-hidden className="relative" style={{ height }}>
        <Plot points={drawn} xLabel={xLabel} yLabel={yLabel} xTime={xTime} />
        {drawn.length === 0 && (
          <p className="text-muted absolute inset-0 grid place-items-center text-sm">
            No run has both values
          </p>
        )}
      </div>
      <table className="sr-only">
        <caption>
          {points.length > readable ? `${title}, ${readable} of ${points.length}` : title}
        </caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">{xLabel}</th>
            <th scope="col">{yLabel}</th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ key, label, x, y }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{x !== null && xTime ? formatMoment(x) : writeX(x)}</td>
              <td>{writeY(y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  );
}
