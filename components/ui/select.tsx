import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { cn } from "@/components/ui/cn";
import { controlStyle } from "@/components/ui/input";

/** The platform's own list: works without script, on touch and for screen readers alike. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select className={cn(controlStyle, "h-8 appearance-none pr-8")} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="text-muted pointer-events-none absolute top-2 right-2 size-4"
      />
    </span>
  );
}
