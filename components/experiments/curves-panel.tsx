"use client";

import { useEffect, useId, useState } from "react";

import { EmptyState } from "@/components/blocks/empty-state";
import { CurveChart, type CurveRun, type Look } from "@/components/experiments/curve-chart";
import { QueryProvider } from "@/components/experiments/query-provider";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { XAxis } from "@/lib/experiments/curves/curve";

const axes: readonly { value: XAxis; label: string }[] = [
  { value: "step", label: "Step" },
  { value: "elapsed", label: "Time since start" },
  { value: "time", label: "Wall time" },
];

const atOnce = 8;

/** A curve per metric over the same runs; axis, smoothing and scale hold for all of them. */
export function CurvesPanel({
  workspace,
  runs,
  metrics,
}: {
  workspace: string;
  runs: readonly CurveRun[];
  metrics: readonly string[];
}) {
  const [look, setLook] = useState<Look>({ axis: "step", weight: 0, log: false });
  const settled = useSettled(look);
  const [wanted, setWanted] = useState("");
  const [shown, setShown] = useState(atOnce);
  const found = metrics.filter((key) => key.toLowerCase().includes(wanted.toLowerCase()));

  return (
    <QueryProvider>
      <div className="space-y-4">
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Input
            className="w-full sm:w-56"
            aria-label="Find a metric"
            placeholder="Find a metric"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <CurveControls look={look} setLook={setLook} />
        </div>
        {found.length === 0 ? (
          <EmptyState title="No metric has this in its name" />
        ) : (
          <div className="grid gap-4 xl:grid-cols-2">
            {found.slice(0, shown).map((metric) => (
              <CurveChart
                key={metric}
                workspace={workspace}
                runs={runs}
                metric={metric}
                look={settled}
                showTime={() => setLook({ ...look, axis: "time" })}
              />
            ))}
          </div>
        )}
        {found.length > shown && (
          <div className="text-center">
            <Button onClick={() => setShown(shown + atOnce)}>
              Show {Math.min(atOnce, found.length - shown)} more of {found.length}
            </Button>
          </div>
        )}
      </div>
    </QueryProvider>
  );
}

/** A slider passes many values on its way; the server is asked for the one it stops at. */
function useSettled(look: Look): Look {
  const [settled, setSettled] = useState(look);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(look), look.weight === settled.weight ? 0 : 200);
    return () => clearTimeout(timer);
  }, [look, settled.weight]);
  return settled;
}

function CurveControls({ look, setLook }: { look: Look; setLook: (look: Look) => void }) {
  const id = useId();
  return (
    <>
      <div className="text-muted flex items-center gap-2 text-xs">
        <label htmlFor={`${id}-axis`}>Axis</label>
        <Select
          id={`${id}-axis`}
          className="w-40"
          value={look.axis}
          onChange={(event) => {
            const chosen = axes.find(({ value }) => value === event.target.value);
            if (chosen) setLook({ ...look, axis: chosen.value });
          }}
        >
          {axes.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <div className="text-muted flex items-center gap-2 text-xs">
        <label htmlFor={`${id}-smooth`}>Smoothing</label>
        <input
          id={`${id}-smooth`}
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          value={look.weight}
          onChange={(event) => setLook({ ...look, weight: Number(event.target.value) })}
          className="accent-accent w-28"
        />
        <output className="num w-8">{look.weight.toFixed(2)}</output>
      </div>
      <label className="text-muted flex items-center gap-1.5 text-xs" htmlFor={`${id}-log`}>
        <Checkbox
          id={`${id}-log`}
          checked={look.log}
          onChange={(event) => setLook({ ...look, log: event.target.checked })}
        />
        Log scale
      </label>
    </>
  );
}
