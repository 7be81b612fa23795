import type { ReactNode } from "react";

import { cn } from "@/components/ui/cn";

const widths = { full: "max-w-[100rem]", reading: "max-w-4xl" } as const;

/** The room a page has: the shell gives it the frame and the landmark. */
export function Page({
  width = "full",
  children,
}: {
  width?: keyof typeof widths | undefined;
  children: ReactNode;
}) {
  return (
    <div className={cn("mx-auto space-y-6 px-4 pt-5 pb-16 md:px-8 md:pt-6", widths[width])}>
      {children}
    </div>
  );
}
