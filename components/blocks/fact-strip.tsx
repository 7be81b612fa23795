import Link from "next/link";
import type { ReactNode } from "react";

import { Help } from "@/components/blocks/term";

export type Fact = {
  label: string;
  value: ReactNode;
  note?: ReactNode | undefined;
  help?: string | undefined;
  href?: string | undefined;
};

/** The few facts a page is about, side by side. */
export function FactStrip({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="border-line bg-line grid grid-cols-2 gap-px overflow-hidden rounded-lg border sm:flex sm:flex-wrap">
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="bg-raised min-w-0 flex-1 basis-36 px-4 py-3 max-sm:last:odd:col-span-2"
        >
          <dt className="text-muted flex items-center gap-1 text-xs whitespace-nowrap">
            {fact.label}
            {fact.help !== undefined && <Help>{fact.help}</Help>}
          </dt>
          <dd className="num mt-0.5 text-base font-medium wrap-anywhere">
            {fact.href === undefined ? (
              fact.value
            ) : (
              <Link href={fact.href} className="link">
                {fact.value}
              </Link>
            )}
            {fact.note !== undefined && (
              <div className="text-muted text-xs font-normal">{fact.note}</div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
