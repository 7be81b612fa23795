import { formatNumber } from "@/lib/format";

const width = 80;
const height = 20;

/** The shape of a short history; its first and last number are told in words. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const finite = values.filter(Number.isFinite);
  const first = finite[0];
  const last = finite.at(-1);
  if (first === undefined || last === undefined) return null;
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low || 1;
  const place = (value: number, at: number) =>
    `${((at / Math.max(1, finite.length - 1)) * (width - 4) + 2).toFixed(1)},${(height - 2 - ((value - low) / span) * (height - 4)).toFixed(1)}`;
  const told = `${label}: from ${formatNumber(first)} to ${formatNumber(last)} over ${finite.length} values`;
  return (
    <svg
      role="img"
      aria-label={told}
      width={width}
      height={height}
      className="inline-block align-middle"
    >
      <polyline
        points={finite.map(place).join(" ")}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
