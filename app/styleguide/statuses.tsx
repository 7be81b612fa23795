import type { ReactNode } from "react";

import { Avatar, Person } from "@/components/blocks/avatar";
import { Progress, Steps } from "@/components/blocks/progress";
import { Section } from "@/components/blocks/section";
import {
  AccountBadge,
  AliasBadge,
  Badge,
  Counter,
  GateStatusBadge,
  LevelBadge,
  LifecycleBadge,
  RunStatusBadge,
  StageBadge,
  TierBadge,
  VerdictBadge,
} from "@/components/blocks/status-badge";

const each = (values: readonly string[], draw: (value: string) => ReactNode) =>
  values.map((value) => <span key={value}>{draw(value)}</span>);

export function Statuses() {
  return (
    <Section title="Status" description="Icon, word and colour together.">
      <Badges />
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <Progress label="Validation reviewers" value={1} max={2} />
        <Progress label="Risk reviewers" value={1} max={1} tone="ok" />
      </div>
      <Steps
        items={[
          { label: "Experimental", state: "done" },
          { label: "Staging", state: "current" },
          { label: "Production", state: "todo" },
        ]}
      />
    </Section>
  );
}

function Badges() {
  return (
    <div className="space-y-3">
      <Line label="Run">
        {each(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"], (status) => (
          <RunStatusBadge status={status} />
        ))}
        <LifecycleBadge lifecycle="deleted" />
      </Line>
      <Line label="Stage">
        {each(["experimental", "staging", "production", "retired"], (stage) => (
          <StageBadge stage={stage} />
        ))}
        <AliasBadge alias="champion" />
        <AliasBadge alias="challenger" />
      </Line>
      <Line label="Tier">
        {each(["unclassified", "low", "moderate", "high"], (tier) => (
          <TierBadge tier={tier} />
        ))}
      </Line>
      <Line label="Gate">
        {each(["open", "go", "recycle", "stop", "withdrawn"], (status) => (
          <GateStatusBadge status={status} />
        ))}
      </Line>
      <Line label="Check">
        {each(["pass", "fail", "error", "waived"], (verdict) => (
          <VerdictBadge verdict={verdict} />
        ))}
        <LevelBadge level="must" />
        <LevelBadge level="should" />
      </Line>
      <Line label="Account">
        {each(["active", "invited", "deactivated", "revoked", "expired"], (status) => (
          <AccountBadge status={status} />
        ))}
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
