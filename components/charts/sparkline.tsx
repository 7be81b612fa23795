import { tellingApart } from "@/lib/format";

const width = 80;
const height = 20;

/** The shape of a short history; its first and last number are told in words. What is not a number is a gap. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const finite = values.filter(Number.isFinite);
  const first = finite[0];
  const last = finite.at(-1);
  if (first === undefined || last === undefined) return null;
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low || 1;
  const place = (value: number, at: number) =>
    `${((at / Math.max(1, values.length - 1)) * (width - 4) + 2).toFixed(1)},${(height - 2 - ((value - low) / span) * (height - 4)).toFixed(1)}`;
  const path = values
    .map((value, at) => {
      if (!Number.isFinite(value)) return "";
      const begins = !Number.isFinite(values[at - 1]);
      // a line to itself shows a point that stands alone
      return begins ? `M${place(value, at)}L${place(value, at)}` : `L${place(value, at)}`;
    })
    .join("");
  const write = tellingApart([first, last]);
  const gaps = values.length - finite.length;
  const told = `${label}: from ${write(first)} to ${write(last)} over ${finite.length} values`;
  return (
    <svg
      role="img"
      aria-label={gaps === 0 ? told : `${told}, ${gaps} more are not finite numbers`}
      width={width}
      height={height}
      className="inline-block align-middle"
    >
      <path
        d={path}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
