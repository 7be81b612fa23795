"use client";

import { useId, useState } from "react";

import { Section } from "@/components/blocks/section";
import { ScatterChart } from "@/components/charts/scatter-chart";
import { Select } from "@/components/ui/select";
import type { Comparison } from "@/lib/experiments/comparison/comparison";
import type { ComparedHead } from "@/lib/experiments/comparison/comparison-screen";

type Axis = { id: string; label: string; values: (number | null)[] };

/** One quantity against another, a mark per run: does the parameter move the metric? */
export function RunScatter({
  runs,
  comparison,
}: {
  runs: readonly ComparedHead[];
  /** Of many keys those that are shown: each would travel to the browser. */
  comparison: Pick<Comparison, "metrics" | "params">;
}) {
  const axes = axesOf(comparison);
  const [xId, setX] = useState(
    () => fullest(axes.filter(({ id }) => id.startsWith("params."))) ?? axes[1]?.id ?? "",
  );
  const [yId, setY] = useState(() => fullest(axes) ?? "");
  const x = axes.find(({ id }) => id === xId);
  const y = axes.find(({ id }) => id === yId);
  if (!x || !y || axes.length < 2) return null;
  return (
    <Section
      title="One against another"
      id="scatter"
      actions={
        <>
          <AxisChoice label="Across" axes={axes} value={xId} choose={setX} />
          <AxisChoice label="Up" axes={axes} value={yId} choose={setY} />
        </>
      }
    >
      <ScatterChart
        title={`${y.label} by ${x.label}`}
        xLabel={x.label}
        yLabel={y.label}
        points={runs.map((run, place) => ({
          key: run.id,
          label: run.name,
          series: place,
          x: x.values[place] ?? null,
          y: y.values[place] ?? null,
        }))}
      />
    </Section>
  );
}

function AxisChoice({
  label,
  axes,
  value,
  choose,
}: {
  label: string;
  axes: readonly Axis[];
  value: string;
  choose: (id: string) => void;
}) {
  const id = useId();
  return (
    <div className="text-muted flex items-center gap-2 text-xs">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        className="w-48"
        value={value}
        onChange={(event) => choose(event.target.value)}
      >
        {axes.map((axis) => (
          <option key={axis.id} value={axis.id}>
            {axis.label}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** Whatever differs and is a number: metrics, and parameters whose values all read as numbers. */
function axesOf({ metrics, params }: Pick<Comparison, "metrics" | "params">): Axis[] {
  return [
    ...metrics
      .filter(({ differs }) => differs)
      .map(({ key, values }) => ({ id: `metrics.${key}`, label: key, values: values.map(finite) })),
    ...params
      .filter(({ differs, values }) => differs && values.every((value) => isNumber(value)))
      .map(({ key, values }) => ({
        id: `params.${key}`,
        label: `${key} (parameter)`,
        values: values.map((value) => (value === null ? null : finite(Number(value)))),
      })),
  ];
}

/** The first axis on which most runs have a place. */
function fullest(axes: readonly Axis[]): string | undefined {
  const placed = ({ values }: Axis) => values.filter((value) => value !== null).length;
  return axes.toSorted((a, b) => placed(b) - placed(a))[0]?.id;
}

function isNumber(value: string | null): boolean {
  return value === null || (value.trim() !== "" && Number.isFinite(Number(value)));
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
