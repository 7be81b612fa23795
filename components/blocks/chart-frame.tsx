import type { ReactNode } from "react";

export type LegendItem = {
  label: string;
  color?: string | undefined;
  dashed?: boolean | undefined;
};

/** One question, one chart: its title, its unit, its key, and what must be known to read it. */
export function ChartFrame({
  title,
  unit,
  note,
  actions,
  legend = [],
  children,
}: {
  title: ReactNode;
  unit?: string | undefined;
  note?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  legend?: readonly LegendItem[] | undefined;
  children: ReactNode;
}) {
  return (
    <figure className="border-line bg-raised relative min-w-0 rounded-lg border">
      <figcaption className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-2">
        <span className="min-w-0 text-sm font-medium wrap-anywhere">
          {title}
          {unit !== undefined && <span className="text-muted font-normal"> · {unit}</span>}
        </span>
        {actions}
      </figcaption>
      {legend.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-1 text-xs">
          {legend.map(({ label, color, dashed = false }) => (
            <li key={label} className="text-muted flex min-w-0 items-center gap-1.5">
              <svg aria-hidden width="16" height="8" className="shrink-0">
                <line
                  x1="0"
                  x2="16"
                  y1="4"
                  y2="4"
                  stroke={color ?? "var(--muted)"}
                  strokeWidth="2"
                  strokeDasharray={dashed ? "4 3" : undefined}
                />
              </svg>
              <span className="truncate">{label}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="px-2 pb-2">{children}</div>
      {note !== undefined && <p className="text-muted px-4 pb-3 text-xs empty:hidden">{note}</p>}
    </figure>
  );
}
