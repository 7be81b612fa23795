import { EmptyState } from "@/components/blocks/empty-state";
import { ListRow, RowList } from "@/components/blocks/list-row";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Section } from "@/components/blocks/section";
import { CheckSummary } from "@/components/gates/check-summary";
import { StageBadge, TierBadge } from "@/components/registry/status-badges";
import { plural } from "@/lib/format";
import type { GateRow } from "@/lib/gates/gate-rows";
import { pages, pathTo } from "@/lib/paths";

type Props = {
  workspace: string;
  waiting: readonly GateRow[];
  toFix: readonly GateRow[];
  /** Where this person may vote too, though their role's vote is in. */
  open: readonly GateRow[];
};

/** Votes that this person owes, then their own requests that cannot pass as they are. */
export function WaitingForYou({ workspace, waiting, toFix, open }: Props) {
  const count = waiting.length + toFix.length;
  return (
    <Section title="Waiting for you" count={count || undefined}>
      {count + open.length === 0 ? (
        <EmptyState title="Nothing waits for you">
          Gates that ask for your vote stand here, and your own requests that a check blocks.
        </EmptyState>
      ) : (
        <RowList label="Waiting for you">
          {waiting.map((gate) => (
            <GateListRow
              key={gate.id}
              workspace={workspace}
              gate={gate}
              says="Asks for your decision"
            />
          ))}
          {toFix.map((gate) => (
            <GateListRow
              key={gate.id}
              workspace={workspace}
              gate={gate}
              says={`Your request: ${plural(gate.checks.blocking, "must check")} to fix`}
            />
          ))}
          {open.map((gate) => (
            <GateListRow
              key={gate.id}
              workspace={workspace}
              gate={gate}
              says="Your role has voted; you may too"
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}

function GateListRow({
  workspace,
  gate,
  says,
}: {
  workspace: string;
  gate: GateRow;
  says: string;
}) {
  return (
    <ListRow
      href={pathTo(workspace, pages.gate(gate.id))}
      title={`${gate.modelName} version ${gate.version}`}
      badges={
        <>
          <StageBadge stage={gate.stage} />
          <TierBadge tier={gate.tier} />
        </>
      }
      meta={
        <>
          {says} · asked by {gate.requestedByName}, <RelativeTime at={gate.openedAt} />
          {gate.round > 1 && ` · round ${gate.round}`}
        </>
      }
      aside={<CheckSummary {...gate.checks} />}
    />
  );
}
