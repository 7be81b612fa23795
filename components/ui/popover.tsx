"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

import { cn } from "@/components/ui/cn";
import { popupStyle } from "@/components/ui/menu";

export function Popover({
  trigger,
  title,
  align = "start",
  openOnHover = false,
  className,
  children,
}: {
  trigger: ReactElement;
  title?: ReactNode | undefined;
  align?: "start" | "center" | "end" | undefined;
  openOnHover?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} openOnHover={openOnHover} delay={200} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-50">
          <Base.Popup
            className={cn(popupStyle, "max-w-[min(24rem,calc(100vw-1rem))] p-3 text-sm", className)}
          >
            {title !== undefined && (
              <Base.Title className="mb-2 text-sm font-medium">{title}</Base.Title>
            )}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
