import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

export function TableToolbar({
  children,
  actions,
}: {
  children: ReactNode;
  actions?: ReactNode | undefined;
}) {
  return (
    <div className="flex flex-wrap items-start gap-2" data-print="hide">
      <div className="flex min-w-0 flex-1 basis-full flex-wrap items-start gap-2 md:basis-80">
        {children}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}

/** Pages by the last row seen: there is a next and a first, never a page number that moves. */
export function Pager({
  previousHref,
  nextHref,
  previousLabel = "Previous",
  summary,
}: {
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  previousLabel?: string | undefined;
  summary?: ReactNode | undefined;
}) {
  if (previousHref === undefined && nextHref === undefined && summary === undefined) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-muted num text-xs">{summary}</p>
      <div className="flex gap-2">
        {previousHref !== undefined && (
          <ButtonLink size="sm" href={previousHref} icon={<ChevronLeft aria-hidden />}>
            {previousLabel}
          </ButtonLink>
        )}
        {nextHref !== undefined && (
          <ButtonLink size="sm" href={nextHref}>
            Next
            <ChevronRight aria-hidden />
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}

export function FilterChips({
  label,
  items,
}: {
  label: string;
  items: readonly { label: string; href: string; active: boolean; count?: number | undefined }[];
}) {
  return (
    <nav
      aria-label={label}
      className="border-line-strong bg-raised flex h-8 max-w-full items-stretch overflow-x-auto rounded-md border p-0.5"
    >
      {items.map((item) => (
        <Link
          key={item.label}
          href={item.href}
          prefetch={false}
          aria-current={item.active ? "page" : undefined}
          className={cn(
            "text-muted hover:text-ink flex items-center gap-1.5 rounded-sm px-2 text-xs whitespace-nowrap",
            item.active && "bg-hover text-ink font-medium",
          )}
        >
          {item.label}
          {item.count !== undefined && <span className="text-faint num">{item.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
