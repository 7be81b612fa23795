"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { ChartFrame } from "@/components/blocks/chart-frame";
import { Skeleton } from "@/components/blocks/skeleton";
import { leftOut } from "@/components/charts/left-out";
import { MetricChart } from "@/components/charts/metric-chart";
import { Button } from "@/components/ui/button";
import { curvesOptions } from "@/lib/experiments/client";
import { along, plotted, type WireCurve, type XAxis } from "@/lib/experiments/curves/curve";
import { formatInteger, plural } from "@/lib/format";

/** `startTime`: the zero of all its curves over time since start. */
export type CurveRun = { id: string; name: string; running: boolean; startTime: number };

export type Look = { axis: XAxis; weight: number; log: boolean };

const points = 320;

/** One metric over several runs. Asks only once it comes near the screen, and again while a run is going. */
export function CurveChart({
  workspace,
  runs,
  metric,
  look,
  showTime,
}: {
  workspace: string;
  runs: readonly CurveRun[];
  metric: string;
  look: Look;
  showTime: () => void;
}) {
  const [near, ref] = useNear();
  const { data, isError, refetch } = useQuery({
    ...curvesOptions({
      workspace,
      runs: runs.map(({ id }) => id),
      metric,
      points,
      live: runs.some(({ running }) => running),
      axis: look.axis === "step" ? "step" : "time",
      smoothing: look.weight,
      scale: look.log ? "log" : "linear",
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
          note={<Notes curves={data} look={look} showTime={showTime} />}
          series={runs.map((run) => ({
            key: run.id,
            label: run.name,
            points: seriesOf(
              data.find(({ runId }) => runId === run.id),
              look.axis,
              run.startTime,
            ),
          }))}
        />
      ) : (
        <Missing metric={metric} again={isError ? () => void refetch() : undefined} />
      )}
    </div>
  );
}

/** A curve that is being loaded, or could not be. */
function Missing({ metric, again }: { metric: string; again: (() => void) | undefined }) {
  return (
    <ChartFrame title={metric}>
      {again ? (
        <div role="alert" className="text-bad grid h-56 place-content-center gap-2 text-sm">
          The curve could not be loaded.
          <Button size="sm" onClick={again}>
            Try again
          </Button>
        </div>
      ) : (
        <Skeleton className="h-56 w-full" />
      )}
    </ChartFrame>
  );
}

function seriesOf(
  curve: WireCurve | undefined,
  axis: XAxis,
  start: number,
): { x: number; y: number | null }[] {
  if (!curve) return [];
  return curve.points.map(({ step, timestamp, value }) => ({
    x: along(axis, { step, at: timestamp, value: 0 }, start),
    y: plotted(value),
  }));
}

/** What a reader could not see: points left out and why, an average, and points that share a step. */
function Notes({
  curves,
  look,
  showTime,
}: {
  curves: readonly WireCurve[];
  look: Look;
  showTime: () => void;
}) {
  const sum = (of: (curve: WireCurve) => number, among = curves) =>
    among.reduce((total, curve) => total + of(curve), 0);
  const [logged, drawn] = [sum((curve) => curve.logged), sum(({ points: kept }) => kept.length)];
  const shared = curves.filter(({ steps, logged: all }) => all > steps);
  const of = `${formatInteger(drawn)} of ${plural(logged, "point")}`;
  const notes = [
    ...(look.weight > 0 ? [`Moving average over all ${plural(logged, "point")}`] : []),
    ...(drawn < logged ? [`${of} drawn; every lowest and highest kept`] : []),
    ...leftOut({
      notFinite: sum(({ notFinite }) => notFinite),
      notPositive: sum(({ notPositive }) => notPositive),
    }),
  ];
  if (notes.length === 0 && (shared.length === 0 || look.axis !== "step")) return null;
  return (
    <>
      {notes.length > 0 && `${notes.join("; ")}. `}
      {shared.length > 0 && look.axis === "step" && (
        <>
          {plural(
            sum((curve) => curve.logged, shared),
            "point",
          )}{" "}
          lie at{" "}
          {plural(
            sum(({ steps }) => steps, shared),
            "step",
          )}
          .{" "}
          <button type="button" className="link" onClick={showTime}>
            Show over time
          </button>
        </>
      )}
    </>
  );
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
