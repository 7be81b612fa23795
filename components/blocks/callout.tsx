import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/components/ui/cn";

const looks = {
  info: { icon: Info, ink: "text-info", box: "bg-info-soft" },
  ok: { icon: CircleCheck, ink: "text-ok", box: "bg-ok-soft" },
  warn: { icon: TriangleAlert, ink: "text-warn", box: "bg-warn-soft" },
  bad: { icon: CircleAlert, ink: "text-bad", box: "bg-bad-soft" },
} as const;

export function Callout({
  tone,
  title,
  actions,
  children,
}: {
  tone: keyof typeof looks;
  title: ReactNode;
  actions?: ReactNode | undefined;
  children?: ReactNode | undefined;
}) {
  const { icon: Icon, ink, box } = looks[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={cn("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-4 py-3", box)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1 basis-56 text-sm">
        <div className={cn("font-medium", ink)}>{title}</div>
        {children !== undefined && <div className="text-ink mt-0.5 wrap-anywhere">{children}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
