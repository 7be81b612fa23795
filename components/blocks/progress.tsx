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
