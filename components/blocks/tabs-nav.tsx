import Link from "next/link";
import type { ReactNode } from "react";

import { tabsStyle, tabStyle } from "@/components/ui/tab-style";

export function TabsNav({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: ReactNode; count?: number | undefined; active: boolean }[];
}) {
  return (
    <nav aria-label={label} className={tabsStyle}>
      {items.map(({ href, label: text, count, active }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={active ? "page" : undefined}
          className={tabStyle}
        >
          {text}
          {count !== undefined && <span className="text-muted num text-xs">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
