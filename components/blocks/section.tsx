import type { ReactNode } from "react";

import { Counter } from "@/components/blocks/status-badge";
import { cn } from "@/components/ui/cn";

export function Section({
  title,
  count,
  description,
  actions,
  id,
  children,
}: {
  title: ReactNode;
  count?: number | undefined;
  description?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  id?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section id={id} className="scroll-mt-16 space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 space-y-0.5">
          <h2 className="flex items-center gap-2 text-lg font-medium">
            {title}
            {count !== undefined && <Counter value={count} />}
          </h2>
          {description !== undefined && (
            <p className="text-muted max-w-3xl text-sm">{description}</p>
          )}
        </div>
        {actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        )}
      </div>
      {children}
    </section>
  );
}

export function Card({
  title,
  actions,
  padded = true,
  level = 2,
  className,
  children,
}: {
  title?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  padded?: boolean | undefined;
  level?: 2 | 3 | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <div className={cn("border-line bg-raised min-w-0 rounded-lg border", className)}>
      {(title !== undefined || actions !== undefined) && (
        <div className="border-line flex min-h-11 flex-wrap items-center justify-between gap-2 border-b px-4 py-1.5">
          <Title className="text-sm font-medium">{title}</Title>
          {actions}
        </div>
      )}
      <div className={cn(padded && "p-4")}>{children}</div>
    </div>
  );
}
