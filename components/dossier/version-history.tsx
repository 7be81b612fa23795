import { DoorOpen, Gavel, PackagePlus, Vote } from "lucide-react";
import Link from "next/link";

import { Timeline, type TimelineItem } from "@/components/blocks/timeline";
import { ChoiceBadge, GateStatusBadge } from "@/components/gates/status-badges";
import { stageItem } from "@/components/registry/stage-history";
import { roleNames } from "@/lib/auth/role-names";
import type { CastBallot } from "@/lib/gates/decisions/vote-queries";
import type { GateRow } from "@/lib/gates/gate-rows";
import { pages, pathTo } from "@/lib/paths";
import type { VersionScreen } from "@/lib/workspace/version-screen";

type Props = {
  screen: VersionScreen;
  workspace: string;
};

/** Everything that happened to a version, newest first. */
export function VersionHistory({ screen, workspace }: Props) {
  const { version, changes, gates, votes } = screen;
  const items: TimelineItem[] = [
    ...changes.map((change) => stageItem(change, workspace, version.model.name, false)),
    ...gates.flatMap((gate) => gateItems(gate, workspace)),
    ...votes.map(voteItem),
    {
      id: "registered",
      at: version.createdAt,
      title: "Registered",
      by: version.createdByName,
      icon: PackagePlus,
    },
  ];
  return <Timeline items={items.toSorted((a, b) => timeOf(b) - timeOf(a))} />;
}

function gateItems(gate: GateRow, workspace: string): TimelineItem[] {
  const link = (text: string) => (
    <Link className="link" href={pathTo(workspace, pages.gate(gate.id))}>
      {text}
    </Link>
  );
  const asked: TimelineItem = {
    id: `${gate.id} opened`,
    at: gate.openedAt,
    title: link(`Asked for ${gate.stage}`),
    by: gate.requestedByName,
    icon: DoorOpen,
    tone: "info",
  };
  if (gate.decidedAt === null) return [asked];
  const decided: TimelineItem = {
    id: `${gate.id} decided`,
    at: gate.decidedAt,
    title: (
      <span className="flex flex-wrap items-center gap-1.5">
        <GateStatusBadge status={gate.status} /> {link(`on the ${gate.stage} gate`)}
      </span>
    ),
    by: gate.decidedByName ?? "",
    icon: Gavel,
    ...(gate.reason ? { body: gate.reason } : {}),
  };
  return [decided, asked];
}

function voteItem(vote: CastBallot): TimelineItem {
  return {
    id: `${vote.gateId} ${vote.round} ${vote.voterId}`,
    at: vote.castAt,
    title: (
      <span className="flex flex-wrap items-center gap-1.5">
        Vote <ChoiceBadge choice={vote.choice} />
        <span className="text-muted">
          on {vote.stage}, as {roleNames[vote.role].label.toLowerCase()}
        </span>
      </span>
    ),
    by: vote.voterName,
    body: vote.reason,
    icon: Vote,
  };
}

const timeOf = ({ at }: TimelineItem): number => new Date(at).getTime();
