import type { ReactNode } from "react";

import { Avatar, Person } from "@/components/blocks/avatar";
import { Progress } from "@/components/blocks/progress";
import { Section } from "@/components/blocks/section";
import { Badge, Counter } from "@/components/blocks/status-badge";
import {
  LifecycleBadge,
  LoggedModelStatusBadge,
  RunStatusBadge,
} from "@/components/experiments/status-badges";
import { GateStatusBadge, LevelBadge, VerdictBadge } from "@/components/gates/status-badges";
import { AliasBadge, StageBadge, TierBadge } from "@/components/registry/status-badges";
import { InvitationBadge, KeyBadge, MemberBadge } from "@/components/settings/status-badges";
import { loggedModelStatuses, runStatuses } from "@/lib/experiments/rules";
import { gateStatuses, levels, verdicts } from "@/lib/gates/rules";
import { modelTiers, stages } from "@/lib/registry/rules";

function each<Value extends string>(values: readonly Value[], draw: (value: Value) => ReactNode) {
  return values.map((value) => <span key={value}>{draw(value)}</span>);
}

export function Statuses() {
  return (
    <Section title="Status" description="Icon, word and colour together.">
      <Badges />
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <Progress label="Validation reviewers" value={1} max={2} />
        <Progress label="Risk reviewers" value={1} max={1} tone="ok" />
      </div>
    </Section>
  );
}

function Badges() {
  return (
    <div className="space-y-3">
      <Line label="Run">
        {each(runStatuses, (status) => (
          <RunStatusBadge status={status} />
        ))}
        <LifecycleBadge lifecycle="deleted" />
        {each(loggedModelStatuses, (status) => (
          <LoggedModelStatusBadge status={status} />
        ))}
      </Line>
      <Line label="Stage">
        {each(stages, (stage) => (
          <StageBadge stage={stage} />
        ))}
        <AliasBadge alias="champion" />
        <AliasBadge alias="challenger" />
      </Line>
      <Line label="Tier">
        {each(modelTiers, (tier) => (
          <TierBadge tier={tier} />
        ))}
      </Line>
      <Line label="Gate">
        {each(gateStatuses, (status) => (
          <GateStatusBadge status={status} />
        ))}
      </Line>
      <Line label="Check">
        {each(verdicts, (verdict) => (
          <VerdictBadge verdict={verdict} />
        ))}
        {each(levels, (level) => (
          <LevelBadge level={level} />
        ))}
      </Line>
      <Line label="Account">
        <MemberBadge state="active" />
        <InvitationBadge state="open" />
        <MemberBadge state="deactivated" />
        <KeyBadge state="revoked" />
        <KeyBadge state="expired" />
      </Line>
      <Line label="Other">
        <Badge tone="info">info</Badge>
        <Badge>neutral</Badge>
        <Badge tone="accent">accent</Badge>
        <Counter value={3} />
        <Counter value={1240} />
        <Avatar name="Ada Lane" />
        <Person name="Noor Hale" note="risk reviewer" />
      </Line>
    </div>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-muted w-20 text-xs">{label}</span>
      {children}
    </div>
  );
}
