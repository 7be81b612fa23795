import { Check, Circle, CircleDot } from "lucide-react";

import { cn } from "@/components/ui/cn";
import { formatInteger } from "@/lib/format";

const fills = {
  accent: "[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent",
  ok: "[&::-moz-progress-bar]:bg-ok [&::-webkit-progress-value]:bg-ok",
  warn: "[&::-moz-progress-bar]:bg-warn [&::-webkit-progress-value]:bg-warn",
  bad: "[&::-moz-progress-bar]:bg-bad [&::-webkit-progress-value]:bg-bad",
} as const;

export function Progress({
  value,
  max,
  label,
  tone = "accent",
}: {
  value: number;
  max: number;
  label: string;
  tone?: keyof typeof fills | undefined;
}) {
  return (
    <div className="min-w-28 space-y-1">
      <div className="text-muted flex justify-between gap-3 text-xs">
        <span>{label}</span>
        <span className="num">
          {formatInteger(value)} of {formatInteger(max)}
        </span>
      </div>
      <progress
        aria-label={label}
        value={value}
        max={Math.max(max, 1)}
        className={cn(
          "bg-hover [&::-webkit-progress-bar]:bg-hover block h-1.5 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:rounded-full [&::-webkit-progress-value]:rounded-full",
          fills[tone],
        )}
      />
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
