import { Card, Section } from "@/components/blocks/section";
import { GateChanges } from "@/components/gates/gate-changes";
import { GateChecks } from "@/components/gates/gate-checks";
import { GateRounds, MovedList } from "@/components/gates/gate-rounds";
import type { GateDetail } from "@/lib/gates/gate-queries";
import type { Comparison } from "@/lib/gates/rounds/comparison";

type Props = { workspace: string; detail: GateDetail; comparison: Comparison | null };

/** What a reviewer reads before deciding: what changes, what the checks say, what moved between rounds. */
export function GateEvidence({ workspace, detail, comparison }: Props) {
  const { gate, model, current, rounds, aside } = detail;
  return (
    <div className="min-w-0 space-y-6">
      <WhatChanges detail={detail} comparison={comparison} />
      <Section
        title="Checks"
        count={current.checks.length}
        description="A must blocks the gate unless it passes. A check that cannot be judged counts as not passed."
      >
        <GateChecks
          workspace={workspace}
          model={model.name}
          results={current.checks}
          policy={gate.policy.checks}
          before={rounds[1]?.checks}
        />
      </Section>
      <Section title="Rounds" count={rounds.length}>
        <Card>
          <GateRounds rounds={rounds} />
        </Card>
      </Section>
      {aside.length > 0 && (
        <Section
          title="Changed meanwhile"
          count={aside.length}
          description="Since this round was opened. No check reads it, so every vote still counts."
        >
          <Card>
            <div className="text-muted text-sm">
              <MovedList moved={aside} />
            </div>
          </Card>
        </Section>
      )}
    </div>
  );
}

function WhatChanges({ detail: { gate, current }, comparison }: Omit<Props, "workspace">) {
  if (gate.stage === "retired")
    return (
      <Section title="What changes">
        <p className="text-muted text-sm">
          {current.evidence.version.stage === "production"
            ? "It serves now. After a go the model has no version in production, and the champion alias goes with it."
            : "It does not serve. After a go it can enter no stage again."}
        </p>
      </Section>
    );
  return (
    <Section title="What changes" description={against(comparison, gate.status === "open")}>
      {comparison ? (
        <GateChanges comparison={comparison} />
      ) : (
        <p className="text-muted text-sm">The version was deleted.</p>
      )}
    </Section>
  );
}

function against(comparison: Comparison | null, open: boolean): string {
  if (comparison?.serving)
    return `Against version ${comparison.serving}, which ${open ? "serves now" : "served when this was judged"}.`;
  return "No other version serves, so this is what it brings rather than what it changes.";
}
