import type { ReactNode } from "react";

import { Mark } from "@/components/shell/mark";

/** Pages before one is in: sign-in, first set-up, an invitation. */
export function BareShell({
  title,
  description,
  footer,
  children,
}: {
  title: string;
  description?: ReactNode | undefined;
  footer?: ReactNode | undefined;
  children: ReactNode;
}) {
  return (
    <main className="bg-sunken flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-12">
      <div className="w-full max-w-sm space-y-6">
        <div className="flex items-center justify-center gap-2 text-base font-semibold">
          <Mark size={22} />
          Gatehouse
        </div>
        <div className="border-line bg-raised space-y-5 rounded-lg border p-6">
          <div className="space-y-1">
            <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
            {description !== undefined && <div className="text-muted text-sm">{description}</div>}
          </div>
          {children}
        </div>
        {footer !== undefined && <div className="text-muted text-center text-xs">{footer}</div>}
      </div>
    </main>
  );
}
