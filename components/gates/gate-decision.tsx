import { Callout } from "@/components/blocks/callout";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Card } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { DecisionBox } from "@/components/gates/decision-box";
import { MovedList } from "@/components/gates/gate-rounds";
import { GateStatusBadge } from "@/components/gates/status-badges";
import { roleNames } from "@/lib/auth/role-names";
import type { GateDetail } from "@/lib/gates/gate-queries";
import { blocking } from "@/lib/gates/policies/blocking";

type Props = {
  detail: GateDetail;
  action: FormAction;
};

/** The decision taken, or the form to take it, or why this person cannot take it now. */
export function GateDecision({ detail, action }: Props) {
  const { gate, version, current, eligibility, outdated } = detail;
  if (gate.status !== "open") return <Taken gate={gate} />;
  if (!version)
    return (
      <Callout tone="warn" title="The version was deleted">
        Nothing can be decided about it any more; withdraw this gate.
      </Callout>
    );
  if (outdated.length > 0)
    return (
      <Callout tone="warn" title="The evidence changed, so nobody can vote on this round">
        <MovedList moved={outdated} />
        <p className="mt-2">
          A new round begins within seconds by itself, or when the evidence is refreshed above.
        </p>
      </Callout>
    );
  if (!eligibility.may)
    return (
      <Callout tone="info" title="You cannot vote here">
        {eligibility.because}
      </Callout>
    );
  return (
    <Card>
      <DecisionBox
        gateId={gate.id}
        round={gate.round}
        stage={gate.stage}
        roles={eligibility.roles.map((role) => roleNames[role].label.toLowerCase())}
        blocking={blocking(current.checks).map(({ title }) => title)}
        action={action}
      />
    </Card>
  );
}

function Taken({ gate }: { gate: GateDetail["gate"] }) {
  return (
    <Card>
      <div className="space-y-2 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <GateStatusBadge status={gate.status} />
          <span className="font-medium">{gate.decidedByName ?? "Gatehouse"}</span>
          <span className="text-muted text-xs">
            <RelativeTime at={gate.decidedAt} />
          </span>
        </p>
        <p className="text-muted wrap-anywhere">{gate.reason}</p>
      </div>
    </Card>
  );
}
