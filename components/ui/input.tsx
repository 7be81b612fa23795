import type { ComponentProps } from "react";

import { cn } from "@/components/ui/cn";

export const controlStyle =
  "w-full rounded-md border border-field bg-surface px-2.5 text-sm text-ink transition-colors hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-bad";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input type={type} className={cn(controlStyle, "h-8", className)} {...rest} />;
}
