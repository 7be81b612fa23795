import Link from "next/link";
import type { ReactNode } from "react";

export function RowList({ label, children }: { label?: string | undefined; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="border-line bg-raised divide-line divide-y overflow-hidden rounded-lg border"
    >
      {children}
    </ul>
  );
}

/** One thing to open: the whole row is the target, the title is the link. */
export function ListRow({
  href,
  title,
  badges,
  meta,
  aside,
}: {
  href: string;
  title: ReactNode;
  badges?: ReactNode | undefined;
  meta?: ReactNode | undefined;
  aside?: ReactNode | undefined;
}) {
  return (
    <li className="hover:bg-hover relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={href}
            className="min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
          >
            {title}
          </Link>
          {badges}
        </div>
        {meta !== undefined && <div className="text-muted mt-0.5 text-sm">{meta}</div>}
      </div>
      {aside !== undefined && <div className="text-muted relative text-sm">{aside}</div>}
    </li>
  );
}
