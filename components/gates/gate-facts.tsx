import { FactStrip } from "@/components/blocks/fact-strip";
import { RelativeTime } from "@/components/blocks/relative-time";
import { StageBadge, TierBadge } from "@/components/registry/status-badges";
import type { GateDetail } from "@/lib/gates/gate-queries";

export function GateFacts({ detail: { gate, current } }: { detail: GateDetail }) {
  return (
    <FactStrip
      facts={[
        { label: "Asks for", value: <StageBadge stage={gate.stage} /> },
        {
          label: "Judged as",
          value: <TierBadge tier={gate.tier} />,
          note: `policy revision ${gate.policyRevision}`,
        },
        {
          label: "Asked by",
          value: gate.requestedByName,
          note: <RelativeTime at={gate.openedAt} />,
        },
        { label: "Trained by", value: current.evidence.run?.author || "not on record" },
        { label: "Round", value: gate.round, note: <RelativeTime at={current.openedAt} /> },
      ]}
    />
  );
}
