"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { backdropStyle } from "@/components/ui/dialog";

const sides = {
  right: "right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full",
  left: "left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
} as const;

export function Drawer({
  trigger,
  open,
  onOpenChange,
  title,
  side = "right",
  className,
  children,
}: {
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  title: ReactNode;
  side?: keyof typeof sides | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Popup
          className={cn(
            "border-line bg-raised text-ink shadow-pop fixed inset-y-0 z-50 flex w-[min(32rem,calc(100vw-2rem))] flex-col transition-transform duration-200 ease-out",
            sides[side],
            className,
          )}
        >
          <div className="border-line flex h-12 shrink-0 items-center gap-4 border-b pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate font-medium">{title}</Base.Title>
            <Base.Close render={<IconButton size="sm" label="Close" icon={<X aria-hidden />} />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
