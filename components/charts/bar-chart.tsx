"use client";

import dynamic from "next/dynamic";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { tellingApart, wholeNumber } from "@/lib/format";

const Plot = dynamic(() => import("@/components/charts/bar-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

export function BarChart({
  title,
  unit,
  bars,
  threshold,
}: {
  title: string;
  unit?: string | undefined;
  bars: readonly { label: string; value: number }[];
  threshold?: { value: number; label: string } | undefined;
}) {
  const write = tellingApart([...bars.map(({ value }) => value), threshold?.value]);
  return (
    <ChartFrame title={title} unit={unit}>
      <div aria-hidden style={{ height: 68 + bars.length * 28 }}>
        <Plot bars={bars} threshold={threshold} />
      </div>
      <div className="sr-only">
        <table>
          <caption>
            {threshold ? `${title}, ${threshold.label} ${wholeNumber(threshold.value)}` : title}
          </caption>
          <tbody>
            {bars.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{write(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}
