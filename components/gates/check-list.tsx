import Link from "next/link";
import type { ReactNode } from "react";

import { RelativeTime } from "@/components/blocks/relative-time";
import { VerdictBadge } from "@/components/gates/status-badges";
import { cn } from "@/components/ui/cn";
import type { Level, Verdict } from "@/lib/gates/rules";

export type CheckItem = {
  id: string;
  title: string;
  level: Level;
  verdict: Verdict;
  reason: string;
  value?: string | undefined;
  limit?: string | undefined;
  wholeValue?: string | undefined;
  wholeLimit?: string | undefined;
  source: string;
  sourceHref?: string | undefined;
  measuredAt: string | null;
  remedy?: string | undefined;
  /** What came in after the run was over, in words. */
  late?: string | undefined;
  /** What moved since the round before, in words. */
  moved?: string | undefined;
};

/** One requirement a row: the verdict, what was read, what it was held against, from where and how old. */
export function CheckList({ checks }: { checks: readonly CheckItem[] }) {
  return (
    <ul className="border-line bg-raised divide-line @container divide-y overflow-hidden rounded-lg border text-sm">
      {checks.map((check) => (
        <li
          key={check.id}
          className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-2.5 @2xl:grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,21rem)]"
        >
          <div className="space-y-0.5">
            <VerdictBadge verdict={check.verdict} />
            <div className="text-muted pl-1.5 text-xs">{check.level}</div>
          </div>
          <Claim check={check} />
          <Readings check={check} />
        </li>
      ))}
    </ul>
  );
}

/** A pass with its value and limit beside it needs no sentence; everything else says why. */
function Claim({ check }: { check: CheckItem }) {
  const told = check.verdict === "pass" && check.value !== undefined && check.limit !== undefined;
  return (
    <div className="min-w-0 space-y-0.5 wrap-anywhere">
      <div className="font-medium">{check.title}</div>
      <p className={told ? "sr-only" : "text-muted"}>{check.reason}</p>
      {check.verdict !== "pass" && check.remedy !== undefined && (
        <p>
          <span className="font-medium">What to do: </span>
          {check.remedy}
        </p>
      )}
      {check.late !== undefined && <p className="text-warn">{check.late}</p>}
      {check.moved !== undefined && (
        <p className="text-warn">Since the last round: {check.moved}</p>
      )}
    </div>
  );
}

function Readings({ check }: { check: CheckItem }) {
  return (
    <dl className="col-start-2 grid content-start gap-x-4 gap-y-0.5 text-xs @sm:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] @2xl:col-start-3">
      <Reading term="Value" whole={check.wholeValue} strong>
        {check.value}
      </Reading>
      <Reading term="Limit" whole={check.wholeLimit}>
        {check.limit}
      </Reading>
      <Reading term="Source">
        {check.sourceHref === undefined ? (
          check.source
        ) : (
          <Link href={check.sourceHref} className="link">
            {check.source}
          </Link>
        )}
      </Reading>
      <Reading term="Age">
        {check.measuredAt === null ? undefined : <RelativeTime at={check.measuredAt} />}
      </Reading>
    </dl>
  );
}

function Reading({
  term,
  whole,
  strong = false,
  children,
}: {
  term: string;
  /** Every digit of what is shown rounded. */
  whole?: string | undefined;
  strong?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="text-muted w-10 shrink-0">{term}</dt>
      <dd title={whole} className={cn("num min-w-0 wrap-anywhere", strong && "font-medium")}>
        {children === undefined || children === "" ? "–" : children}
      </dd>
    </div>
  );
}
