/** What every chart has in common, so that no chart decides it alone. */
const colours = ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)", "var(--chart-4)"] as const;
const dashes = [undefined, "6 3", "2 3", "8 3 2 3"] as const;

/** Four colours can be told apart by everybody; beyond four, a dash tells the next four. */
export function lineStyle(place: number): { stroke: string; strokeDasharray?: string } {
  const stroke = colours[place % colours.length] ?? colours[0];
  const dash = dashes[Math.floor(place / colours.length) % dashes.length];
  return dash === undefined ? { stroke } : { stroke, strokeDasharray: dash };
}

/** The mark of a series: filled in its colour, hollow where its line would be dashed. */
export function markStyle(place: number): { fill: string; stroke: string } {
  const { stroke, strokeDasharray } = lineStyle(place);
  return { fill: strokeDasharray === undefined ? stroke : "var(--raised)", stroke };
}

/** Recharts measures text off the page, so the size must be a number here. */
export const tick = { fontSize: 12, fill: "var(--muted)" } as const;

export const grid = { vertical: false, stroke: "var(--line)" } as const;

export const xAxis = {
  tick,
  tickLine: false,
  tickMargin: 8,
  minTickGap: 40,
  axisLine: { stroke: "var(--line-strong)" },
} as const;

export const yAxis = {
  tick,
  tickLine: false,
  tickMargin: 4,
  axisLine: false,
  width: "auto",
} as const;

/** The name of what lies along an x axis, below it. */
export function axisTitle(value: string) {
  return { value, position: "bottom", fontSize: 12, fill: "var(--muted)" } as const;
}

export const threshold = { stroke: "var(--threshold)", strokeDasharray: "4 4" } as const;

export const margin = { top: 12, right: 16, bottom: 4, left: 8 } as const;
