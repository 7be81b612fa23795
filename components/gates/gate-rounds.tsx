import { FileClock } from "lucide-react";

import { Hash } from "@/components/blocks/hash";
import { Timeline } from "@/components/blocks/timeline";
import { ChoiceBadge } from "@/components/gates/status-badges";
import type { Moved } from "@/lib/evidence/digest";
import { plural } from "@/lib/format";
import type { GateRound } from "@/lib/gates/gate-queries";
import { pathInWords } from "@/lib/gates/policies/plain-words";

/** Each evidence set, newest first: why it began, what moved, and which votes rested on it. */
export function GateRounds({ rounds }: { rounds: readonly GateRound[] }) {
  return (
    <Timeline
      items={rounds.map((round, index) => ({
        id: String(round.round),
        at: round.openedAt,
        icon: FileClock,
        tone: index === 0 ? ("accent" as const) : ("neutral" as const),
        title: `Round ${round.round}: ${causeOf(round)}`,
        body: (
          <div className="space-y-2">
            <p className="flex flex-wrap items-center gap-2">
              Evidence <Hash value={round.digest} />
              {`${plural(round.checks.filter(({ verdict }) => verdict === "pass").length, "check")} of ${round.checks.length} passed`}
            </p>
            <MovedList moved={round.moved} />
            {index > 0 &&
              round.votes.map((vote) => (
                <p key={vote.voterId} className="flex flex-wrap items-center gap-2">
                  <ChoiceBadge choice={vote.choice} />
                  {vote.voterName}: {vote.reason} <span>(no longer counts)</span>
                </p>
              ))}
          </div>
        ),
      }))}
    />
  );
}

function causeOf({ round, moved }: GateRound): string {
  if (round === 1) return "gate requested";
  return moved.length > 0 ? "evidence changed" : "other rules apply";
}

const shown = 12;

export function MovedList({ moved }: { moved: readonly Moved[] }) {
  if (moved.length === 0) return null;
  return (
    <ul className="space-y-0.5">
      {moved.slice(0, shown).map(({ path, from, to }) => (
        <li key={path} className="wrap-anywhere">
          <span className="text-ink">{pathInWords(path)}</span>: <span className="num">{from}</span>{" "}
          → <span className="num text-ink">{to}</span>
        </li>
      ))}
      {moved.length > shown && <li>and {moved.length - shown} more</li>}
    </ul>
  );
}
