import type { ReactNode } from "react";

import { CopyButton } from "@/components/blocks/copy-button";
import { Help } from "@/components/blocks/term";
import { cn } from "@/components/ui/cn";

export type Definition = {
  term: string;
  value: ReactNode;
  help?: string | undefined;
  copy?: string | undefined;
};

export function DefinitionList({
  items,
  columns = 1,
}: {
  items: readonly Definition[];
  columns?: 1 | 2 | undefined;
}) {
  return (
    <dl className={cn("text-sm", columns === 2 && "gap-x-10 md:grid md:grid-cols-2")}>
      {items.map(({ term, value, help, copy }) => (
        <div
          key={term}
          className="border-line grid min-h-9 grid-cols-[minmax(5.5rem,min(30%,10rem))_minmax(0,1fr)] items-baseline gap-x-4 border-b py-1.5 last:border-b-0"
        >
          <dt className="text-muted flex items-center gap-1">
            {term}
            {help !== undefined && <Help>{help}</Help>}
          </dt>
          <dd className="flex min-w-0 items-baseline gap-1 wrap-anywhere">
            <div className="min-w-0">{value}</div>
            {copy !== undefined && <CopyButton text={copy} label={`Copy ${term.toLowerCase()}`} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
