import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/components/ui/cn";
import { formatInteger } from "@/lib/format";

const tones = {
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  accent: "bg-selected text-accent",
  neutral: "bg-hover text-muted",
} as const;

export type Tone = keyof typeof tones;
/** How a status looks. Each noun has a table of them by status, so none can be without. */
export type Look = { tone: Tone; icon: LucideIcon; word: string };

/** Icon, word and colour together; any two of them may be lost and the state is still told. */
export function Badge({
  tone = "neutral",
  icon: Icon,
  className,
  children,
}: {
  tone?: Tone | undefined;
  icon?: LucideIcon | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm align-middle px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  );
}

export function StatusBadge({ look: { tone, icon, word } }: { look: Look }) {
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

export function Counter({ value }: { value: number }) {
  return (
    <span className="bg-hover text-muted num text-2xs inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 font-medium">
      {formatInteger(value)}
    </span>
  );
}
