"use client";

import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";

import { Popover } from "@/components/ui/popover";

/** A word of the trade with its meaning where it appears: on hover, on focus and Enter, on tap. */
export function Term({ help, children }: { help: ReactNode; children: ReactNode }) {
  return (
    <Popover
      openOnHover
      className="text-muted max-w-72 text-xs"
      trigger={
        <button
          type="button"
          className="decoration-faint cursor-help underline decoration-dotted underline-offset-4"
        >
          {children}
        </button>
      }
    >
      {help}
    </Popover>
  );
}

export function Help({ children }: { children: ReactNode }) {
  return (
    <Popover
      openOnHover
      className="text-muted max-w-72 text-xs"
      trigger={
        <button
          type="button"
          aria-label="What this means"
          className="text-faint hover:text-ink -m-1.5 inline-grid size-6 cursor-help place-items-center align-middle"
        >
          <CircleHelp aria-hidden className="size-3.5" />
        </button>
      }
    >
      {children}
    </Popover>
  );
}
