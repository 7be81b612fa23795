import type { ComponentProps } from "react";

import { cn } from "@/components/ui/cn";
import { controlStyle } from "@/components/ui/input";

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cn(controlStyle, "py-1.5", className)} {...rest} />;
}
