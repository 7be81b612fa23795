import { Circle, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { RelativeTime } from "@/components/blocks/relative-time";
import type { Tone } from "@/components/blocks/status-badge";
import { cn } from "@/components/ui/cn";
import type { Moment } from "@/lib/format";

export type TimelineItem = {
  id: string;
  at: Moment;
  title: ReactNode;
  by?: ReactNode | undefined;
  body?: ReactNode | undefined;
  tone?: Tone | undefined;
  icon?: LucideIcon | undefined;
};

const inks = {
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
  accent: "text-accent",
  neutral: "text-muted",
} as const;

export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="text-sm">
      {items.map(({ id, at, title, by, body, tone = "neutral", icon: Icon = Circle }) => (
        <li key={id} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden
            className="bg-line absolute top-6 bottom-0 left-2.5 w-px group-last:hidden"
          />
          <span className="border-line bg-raised relative mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border">
            <Icon aria-hidden className={cn("size-3", inks[tone])} />
          </span>
          <div className="min-w-0 flex-1 space-y-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <div className="min-w-0 wrap-anywhere">
                <span className="font-medium">{title}</span>
                {by !== undefined && <span className="text-muted"> by {by}</span>}
              </div>
              <span className="text-muted text-xs">
                <RelativeTime at={at} />
              </span>
            </div>
            {body !== undefined && <div className="text-muted wrap-anywhere">{body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
