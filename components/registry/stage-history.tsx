import { ArrowDownLeft, ArrowUpRight, Hammer, Undo2, type LucideIcon } from "lucide-react";
import Link from "next/link";

import type { Tone } from "@/components/blocks/status-badge";
import { Timeline, type TimelineItem } from "@/components/blocks/timeline";
import { StageBadge } from "@/components/registry/status-badges";
import { pages, pathTo } from "@/lib/paths";
import type { StageChange } from "@/lib/registry/queries";

type Props = {
  changes: readonly StageChange[];
  workspace: string;
  model: string;
  /** Left out on the page of one version, where every change is its own. */
  named?: boolean;
};

const causes: Record<StageChange["cause"], { says: string; tone: Tone; icon: LucideIcon }> = {
  gate: { says: "by its gate", tone: "ok", icon: ArrowUpRight },
  rollback: { says: "by a rollback", tone: "warn", icon: Undo2 },
  superseded: { says: "superseded", tone: "neutral", icon: ArrowDownLeft },
  direct: { says: "directly, past the gates", tone: "warn", icon: Hammer },
};

export function StageHistory({ changes, workspace, model, named = true }: Props) {
  if (changes.length === 0) return <p className="text-muted text-sm">No stage change yet.</p>;
  return <Timeline items={changes.map((change) => stageItem(change, workspace, model, named))} />;
}

export function stageItem(
  change: StageChange,
  workspace: string,
  model: string,
  named: boolean,
): TimelineItem {
  const { says, tone, icon } = causes[change.cause];
  return {
    id: change.id,
    at: change.at,
    tone,
    icon,
    by: change.byName,
    title: (
      <span className="flex flex-wrap items-center gap-1.5">
        {named && (
          <Link className="link" href={pathTo(workspace, pages.version(model, change.version))}>
            Version {change.version}
          </Link>
        )}
        <StageBadge stage={change.fromStage} />
        <span aria-hidden>→</span>
        <span className="sr-only">to</span>
        <StageBadge stage={change.toStage} />
        {change.gateId === null ? (
          <span className="text-muted">{says}</span>
        ) : (
          <Link className="link" href={pathTo(workspace, pages.gate(change.gateId))}>
            {says}
          </Link>
        )}
      </span>
    ),
    ...(change.reason === "" ? {} : { body: change.reason }),
  };
}
