import { Hourglass } from "lucide-react";
import Link from "next/link";

import { Person } from "@/components/blocks/avatar";
import { Callout } from "@/components/blocks/callout";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import { ChoiceBadge } from "@/components/gates/status-badges";
import { roleNames } from "@/lib/auth/role-names";
import { reviewerRoles } from "@/lib/auth/rules";
import type { GateDetail, GateVote } from "@/lib/gates/gate-queries";

type Props = { detail: GateDetail; membersHref: string };

/** Per role: who has decided and why, who is still owed, and which seat nobody can take as things are. */
export function QuorumBoard({ detail, membersHref }: Props) {
  const { gate, owed, vacant, current } = detail;
  const { quorum } = gate.policy;
  const { votes } = current;
  const open = gate.status === "open";
  const asked = reviewerRoles.filter(
    (role) => (quorum[role] ?? 0) > 0 || votes.some((vote) => vote.role === role),
  );
  return (
    <ul className="divide-line divide-y">
      {asked.map((role) => {
        const cast = votes.filter((vote) => vote.role === role);
        const missing = open ? (owed[role] ?? 0) : 0;
        const isVacant = missing > 0 && (vacant[role] ?? 0) > 0;
        return (
          <li key={role} className="space-y-2 py-3 first:pt-0 last:pb-0">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-sm font-medium">{roleNames[role].label}</span>
              {missing > 0 ? (
                <Badge tone="info" icon={Hourglass}>
                  {missing} still owed
                </Badge>
              ) : (
                <span className="text-muted text-xs">
                  {cast.length === 0 ? "Nobody voted" : `asks for ${quorum[role] ?? 0}`}
                </span>
              )}
            </div>
            {isVacant && (
              <Callout tone="warn" title="Nobody can take this seat">
                No active member holds this role but those who may not decide here. An admin can{" "}
                <Link href={membersHref} className="underline">
                  give it to somebody
                </Link>
                .
              </Callout>
            )}
            {cast.map((vote) => (
              <CastVote key={vote.voterId} vote={vote} />
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function CastVote({ vote }: { vote: GateVote }) {
  const { choice, voterName, castAt, reason, selfGranted, lapse, lapsedAt } = vote;
  return (
    <div className="space-y-1 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <ChoiceBadge choice={choice} />
        <Person name={voterName} />
        <span className="text-muted text-xs">
          <RelativeTime at={castAt} />
        </span>
      </div>
      <p className="text-muted wrap-anywhere">{reason}</p>
      {selfGranted && (
        <p className="text-warn text-xs">{voterName} had given this role to themselves.</p>
      )}
      {lapse !== null && (
        <p className="text-warn text-xs">
          Does not count: {voterName} {lapse}
          {lapsedAt !== null && (
            <>
              {" "}
              (<RelativeTime at={lapsedAt} />)
            </>
          )}
          .
        </p>
      )}
    </div>
  );
}
