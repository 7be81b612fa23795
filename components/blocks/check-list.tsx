import Link from "next/link";

import { RelativeTime } from "@/components/blocks/relative-time";
import { LevelBadge, VerdictBadge } from "@/components/blocks/status-badge";
import { cn } from "@/components/ui/cn";

export type CheckItem = {
  id: string;
  title: string;
  level: string;
  verdict: string;
  reason: string;
  value?: string | undefined;
  limit?: string | undefined;
  source: string;
  sourceHref?: string | undefined;
  measuredAt: string | null;
  remedy?: string | undefined;
  /** What moved since the round before, in words. */
  moved?: string | undefined;
};

/** One requirement a row: the verdict, what was read, what it was held against, from where and how old. */
export function CheckList({ checks }: { checks: readonly CheckItem[] }) {
  return (
    <ul className="border-line bg-raised divide-line divide-y overflow-hidden rounded-lg border text-sm">
      {checks.map((check) => (
        <li
          key={check.id}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-2 px-4 py-3 lg:grid-cols-[5.5rem_minmax(0,1fr)_minmax(14rem,22rem)]"
        >
          <div className="pt-px">
            <VerdictBadge verdict={check.verdict} />
          </div>
          <div className="min-w-0 space-y-0.5">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{check.title}</span>
              <LevelBadge level={check.level} />
            </div>
            <p className="text-muted wrap-anywhere">{check.reason}</p>
            {check.verdict !== "pass" && check.remedy !== undefined && (
              <p className="wrap-anywhere">
                <span className="font-medium">What to do: </span>
                {check.remedy}
              </p>
            )}
            {check.moved !== undefined && (
              <p className="text-warn wrap-anywhere">Since the last round: {check.moved}</p>
            )}
          </div>
          <dl className="col-start-2 grid grid-cols-[4rem_minmax(0,1fr)] content-start gap-x-2 gap-y-0.5 text-xs lg:col-start-3">
            <Reading term="Value" value={check.value} strong />
            <Reading term="Limit" value={check.limit} />
            <dt className="text-muted">Source</dt>
            <dd className="wrap-anywhere">
              {check.sourceHref === undefined ? (
                check.source
              ) : (
                <Link href={check.sourceHref} className="link">
                  {check.source}
                </Link>
              )}
            </dd>
            {check.measuredAt !== null && (
              <>
                <dt className="text-muted">Age</dt>
                <dd>
                  <RelativeTime at={check.measuredAt} />
                </dd>
              </>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Reading({
  term,
  value,
  strong = false,
}: {
  term: string;
  value: string | undefined;
  strong?: boolean | undefined;
}) {
  if (value === undefined || value === "") return null;
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className={cn("num wrap-anywhere", strong && "font-medium")}>{value}</dd>
    </>
  );
}
