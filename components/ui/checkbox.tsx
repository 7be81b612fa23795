import type { ComponentProps } from "react";

import { cn } from "@/components/ui/cn";

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      className={cn(
        "accent-accent size-4 shrink-0 cursor-pointer align-middle disabled:cursor-not-allowed",
        className,
      )}
      {...rest}
    />
  );
}
