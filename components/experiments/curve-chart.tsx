"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { MetricChart } from "@/components/charts/metric-chart";
import { Button } from "@/components/ui/button";
import { curvesOptions } from "@/lib/experiments/client";
import { along, plotted, type WireCurve, type XAxis } from "@/lib/experiments/curves/curve";
import { formatInteger } from "@/lib/format";

export type CurveRun = { id: string; name: string; running: boolean };

const points = 320;

/** One metric over several runs. Asks only once it comes near the screen, and again while a run is going. */
export function CurveChart({
  workspace,
  runs,
  metric,
  look,
}: {
  workspace: string;
  runs: readonly CurveRun[];
  metric: string;
  look: { axis: XAxis; weight: number; log: boolean };
}) {
  const [near, ref] = useNear();
  const { data, isError, refetch } = useQuery({
    ...curvesOptions({
      workspace,
      runs: runs.map(({ id }) => id),
      metric,
      points,
      live: runs.some(({ running }) => running),
    }),
    enabled: near,
  });
  return (
    <div ref={ref} id={metric} className="min-w-0 scroll-mt-16">
      {data ? (
        <MetricChart
          title={metric}
          x={look.axis}
          shared={look}
          note={noteOf(data)}
          series={runs.map((run) => ({
            key: run.id,
            label: run.name,
            points: seriesOf(
              data.find(({ runId }) => runId === run.id),
              look.axis,
            ),
          }))}
        />
      ) : (
        <ChartFrame title={metric}>
          {isError ? (
            <div role="alert" className="text-bad grid h-56 place-content-center gap-2 text-sm">
              The curve could not be loaded.
              <Button size="sm" onClick={() => void refetch()}>
                Try again
              </Button>
            </div>
          ) : (
            <Skeleton className="h-56 w-full" />
          )}
        </ChartFrame>
      )}
    </div>
  );
}

function seriesOf(curve: WireCurve | undefined, axis: XAxis): { x: number; y: number | null }[] {
  if (!curve) return [];
  const start = Math.min(...curve.points.map(({ timestamp }) => timestamp));
  return curve.points.map(({ step, timestamp, value }) => ({
    x: along(axis, { step, at: timestamp, value: 0 }, start),
    y: plotted(value),
  }));
}

/** Says what a reader could not see: points left out, and values that are not finite numbers. */
function noteOf(curves: readonly WireCurve[]): string | undefined {
  const logged = curves.reduce((sum, curve) => sum + curve.logged, 0);
  const drawn = curves.reduce((sum, curve) => sum + curve.points.length, 0);
  const odd = curves.reduce(
    (sum, curve) => sum + curve.points.filter(({ value }) => plotted(value) === null).length,
    0,
  );
  const notes = [
    drawn < logged &&
      `${formatInteger(drawn)} of ${formatInteger(logged)} points; every lowest and highest kept`,
    odd > 0 && "values that are not finite numbers are left out",
  ].filter(Boolean);
  return notes.length === 0 ? undefined : `${notes.join("; ")}.`;
}

function useNear(): [boolean, React.RefObject<HTMLDivElement | null>] {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) setNear(true);
      },
      { rootMargin: "400px" },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return [near, ref];
}
