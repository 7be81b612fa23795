import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

import { cn } from "@/components/ui/cn";

export type Breadcrumb = { label: string; href?: string | undefined };

export function PageHeader({
  title,
  breadcrumbs = [],
  badges,
  description,
  actions,
  mono = false,
}: {
  title: ReactNode;
  breadcrumbs?: readonly Breadcrumb[] | undefined;
  badges?: ReactNode | undefined;
  description?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  mono?: boolean | undefined;
}) {
  return (
    <header className="space-y-1.5">
      {breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1
              className={cn(
                "min-w-0 text-xl font-semibold tracking-tight wrap-anywhere",
                mono && "font-mono text-lg tracking-normal",
              )}
            >
              {title}
            </h1>
            {badges}
          </div>
          {description !== undefined && (
            <div className="text-muted max-w-3xl text-sm wrap-anywhere">{description}</div>
          )}
        </div>
        {actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}

function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="text-muted text-sm">
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-0.5">
        {items.map(({ label, href }, place) => (
          <Fragment key={`${label}${href}`}>
            {place > 0 && (
              <li aria-hidden>
                <ChevronRight className="text-faint size-3.5" />
              </li>
            )}
            <li className="max-w-72 truncate">
              {href === undefined ? (
                label
              ) : (
                <Link href={href} className="hover:text-ink hover:underline">
                  {label}
                </Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
