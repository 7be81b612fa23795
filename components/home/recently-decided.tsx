import { Undo2 } from "lucide-react";

import { ListRow, RowList } from "@/components/blocks/list-row";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Section } from "@/components/blocks/section";
import { Badge } from "@/components/blocks/status-badge";
import { GateStatusBadge } from "@/components/gates/status-badges";
import { StageBadge } from "@/components/registry/status-badges";
import type { GateRow } from "@/lib/gates/gate-rows";
import { pages, pathTo } from "@/lib/paths";
import type { Rollback } from "@/lib/registry/rollback-queries";

type Props = { workspace: string; decided: readonly GateRow[]; rollbacks: readonly Rollback[] };

const shown = 8;

/** Decisions and rollbacks together, newest first. */
export function RecentlyDecided({ workspace, decided, rollbacks }: Props) {
  const items = [
    ...decided.map((gate) => ({ at: gate.decidedAt ?? gate.openedAt, gate, rollback: null })),
    ...rollbacks.map((rollback) => ({ at: rollback.at, gate: null, rollback })),
  ]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, shown);
  return (
    <Section title="Recently decided">
      {items.length === 0 ? (
        <p className="text-muted text-sm">No gate has been decided yet.</p>
      ) : (
        <RowList label="Recently decided">
          {items.map(({ gate, rollback }) =>
            gate ? (
              <DecidedRow key={gate.id} workspace={workspace} gate={gate} />
            ) : (
              rollback && (
                <RollbackRow key={rollback.id} workspace={workspace} rollback={rollback} />
              )
            ),
          )}
        </RowList>
      )}
    </Section>
  );
}

function DecidedRow({ workspace, gate }: { workspace: string; gate: GateRow }) {
  return (
    <ListRow
      href={pathTo(workspace, pages.gate(gate.id))}
      title={`${gate.modelName} version ${gate.version}`}
      badges={
        <>
          <GateStatusBadge status={gate.status} />
          <StageBadge stage={gate.stage} />
        </>
      }
      meta={<span className="line-clamp-2">{gate.reason}</span>}
      aside={<By name={gate.decidedByName ?? ""} at={gate.decidedAt} />}
    />
  );
}

function RollbackRow({ workspace, rollback }: { workspace: string; rollback: Rollback }) {
  return (
    <ListRow
      href={pathTo(workspace, pages.version(rollback.modelName, rollback.version))}
      title={`${rollback.modelName} version ${rollback.version}`}
      badges={
        <Badge tone="warn" icon={Undo2}>
          Rolled back to
        </Badge>
      }
      meta={<span className="line-clamp-2">{rollback.reason}</span>}
      aside={<By name={rollback.byName} at={rollback.at} />}
    />
  );
}

function By({ name, at }: { name: string; at: Date | null }) {
  return (
    <span className="text-muted text-xs">
      {name}, <RelativeTime at={at} />
    </span>
  );
}
