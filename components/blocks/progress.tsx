import { Check, Circle, CircleDot } from "lucide-react";

import { cn } from "@/components/ui/cn";
import { formatInteger } from "@/lib/format";

const fills = { accent: "bg-accent", ok: "bg-ok", warn: "bg-warn", bad: "bg-bad" } as const;

export function Progress({
  value,
  max,
  label,
  tone = "accent",
}: {
  value: number;
  max: number;
  label: string;
  tone?: keyof typeof fills;
}) {
  const share = max <= 0 ? 0 : Math.min(100, (value / max) * 100);
  return (
    <div className="min-w-28 space-y-1">
      <div className="text-muted flex justify-between gap-3 text-xs">
        <span>{label}</span>
        <span className="num">
          {formatInteger(value)} of {formatInteger(max)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className="bg-hover h-1.5 overflow-hidden rounded-full"
      >
        <div className={cn("h-full rounded-full", fills[tone])} style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}

const steps = {
  done: { icon: Check, ink: "text-ok", word: "done" },
  current: { icon: CircleDot, ink: "text-accent", word: "current" },
  todo: { icon: Circle, ink: "text-faint", word: "to do" },
} as const;

export function Steps({
  items,
}: {
  items: readonly { label: string; state: keyof typeof steps }[];
}) {
  return (
    <ol className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
      {items.map(({ label, state }) => {
        const { icon: Icon, ink, word } = steps[state];
        return (
          <li
            key={label}
            aria-current={state === "current" ? "step" : undefined}
            className="flex items-center gap-1.5"
          >
            <Icon aria-hidden className={cn("size-4", ink)} />
            <span className={state === "todo" ? "text-muted" : undefined}>{label}</span>
            <span className="sr-only">{word}</span>
          </li>
        );
      })}
    </ol>
  );
}
