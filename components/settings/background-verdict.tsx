import { Callout } from "@/components/blocks/callout";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { HeadExport } from "@/lib/audit/head-queries";
import { formatInteger, plural } from "@/lib/format";
import type { FollowerState } from "@/lib/jobs/queries";
import { isLate } from "@/lib/jobs/rules";

/** The conclusion first: whether anybody has to do anything. */
export function BackgroundVerdict({
  followers,
  parked,
  heads,
  now,
}: {
  followers: readonly FollowerState[];
  parked: number;
  heads: HeadExport | null;
  now: Date;
}) {
  const late = followers.filter((follower) => isLate(follower, now));
  const [oldest] = late.flatMap(({ since }) => since ?? []).toSorted((a, b) => +a - +b);
  const behind = late.reduce((sum, follower) => sum + follower.behind, 0);
  return (
    <div className="space-y-3">
      {parked > 0 && (
        <Callout
          tone="bad"
          title={`${plural(parked, "reaction")} ${parked === 1 ? "waits" : "wait"} for you`}
        >
          What should have followed has not. Mend the cause and try again, or dismiss it: then it
          never follows.
        </Callout>
      )}
      {late.length > 0 && (
        <Callout
          tone="warn"
          title={`Background work is behind: ${plural(behind, "entry", "entries")} ${behind === 1 ? "waits" : "wait"}`}
        >
          The oldest since <RelativeTime at={oldest} now={now} />. See that a worker runs:{" "}
          <code className="font-mono text-xs">npm run worker</code>.
        </Callout>
      )}
      {heads?.fault && (
        <Callout tone="bad" title="The head of the audit log cannot be signed">
          {heads.fault} Tried last <RelativeTime at={heads.failedAt} now={now} />, and again every
          five minutes. {reach(heads)}
        </Callout>
      )}
      {parked === 0 && late.length === 0 && !heads?.fault && (
        <Callout tone="ok" title="Everything keeps up">
          Nothing waits for you. {heads && reach(heads)}
        </Callout>
      )}
    </div>
  );
}

function reach({ seq }: HeadExport): string {
  if (seq === 0) return "No head of the audit log has been signed yet.";
  return `The audit log is signed up to entry ${formatInteger(seq)}.`;
}
