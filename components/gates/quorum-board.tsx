import { Hourglass } from "lucide-react";

import { Person } from "@/components/blocks/avatar";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import { ChoiceBadge } from "@/components/gates/status-badges";
import { roleNames } from "@/lib/auth/role-names";
import { reviewerRoles } from "@/lib/auth/rules";
import type { Quorum } from "@/lib/gates/decisions/decision";
import type { GateVote } from "@/lib/gates/gate-queries";

type Props = { quorum: Quorum; owed: Quorum; votes: readonly GateVote[]; open: boolean };

/** Per role: who has decided and why, and who is still owed. */
export function QuorumBoard({ quorum, owed, votes, open }: Props) {
  const asked = reviewerRoles.filter(
    (role) => (quorum[role] ?? 0) > 0 || votes.some((vote) => vote.role === role),
  );
  return (
    <ul className="divide-line divide-y">
      {asked.map((role) => {
        const cast = votes.filter((vote) => vote.role === role);
        const missing = open ? (owed[role] ?? 0) : 0;
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
            {cast.map((vote) => (
              <div key={vote.voterId} className="space-y-1 text-sm">
                <div className="flex flex-wrap items-center gap-2">
                  <ChoiceBadge choice={vote.choice} />
                  <Person name={vote.voterName} />
                  <span className="text-muted text-xs">
                    <RelativeTime at={vote.castAt} />
                  </span>
                </div>
                <p className="text-muted wrap-anywhere">{vote.reason}</p>
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
