"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

import { cn } from "@/components/ui/cn";

export const popupStyle =
  "border-line bg-raised text-ink shadow-pop z-50 origin-(--transform-origin) rounded-lg border outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";

export function Menu({
  trigger,
  label,
  align = "start",
  children,
}: {
  trigger: ReactElement;
  /** For a trigger without words of its own. */
  label?: string | undefined;
  align?: "start" | "end" | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} aria-label={label} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-50">
          <Base.Popup className={cn(popupStyle, "max-w-80 min-w-48 p-1 text-sm")}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemStyle =
  "flex w-full cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-left outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

export function MenuItem({
  href,
  onSelect,
  icon,
  shortcut,
  danger = false,
  disabled = false,
  children,
}: {
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
  icon?: ReactNode | undefined;
  shortcut?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Item
      disabled={disabled}
      {...(onSelect ? { onClick: onSelect } : {})}
      {...(href === undefined ? {} : { render: <Link href={href} /> })}
      className={cn(itemStyle, danger && "text-bad [&_svg]:text-bad")}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut !== undefined && <kbd className="text-faint font-sans text-xs">{shortcut}</kbd>}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="bg-line -mx-1 my-1 h-px" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="text-muted px-2 py-1 text-xs">{children}</div>;
}
