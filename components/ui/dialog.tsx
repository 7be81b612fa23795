"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

import { Button, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } as const;

export type DialogProps = {
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  title: ReactNode;
  description?: ReactNode | undefined;
  size?: keyof typeof widths | undefined;
  children: ReactNode;
};

export const backdropStyle =
  "fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  size = "sm",
  children,
}: DialogProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-center overflow-y-auto p-4">
          <Base.Popup
            className={cn(
              "border-line bg-raised text-ink shadow-pop relative w-full rounded-lg border transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <div className="space-y-1 pt-4 pr-12 pl-5">
              <Base.Title className="text-lg font-medium">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="text-muted text-sm">{description}</Base.Description>
              )}
            </div>
            <div className="px-5 pt-3 pb-5">{children}</div>
            {/* Last, so that the first field gets the focus. */}
            <Base.Close
              render={<IconButton size="sm" label="Close" icon={<X aria-hidden />} />}
              className="absolute top-3.5 right-3"
            />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogClose({ children }: { children: ReactNode }) {
  return <Base.Close render={<Button />}>{children}</Base.Close>;
}
