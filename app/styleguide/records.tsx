import { CircleCheck, FlaskConical } from "lucide-react";

import { CodeBlock } from "@/components/blocks/code-block";
import { DefinitionList } from "@/components/blocks/definition-list";
import { FactStrip } from "@/components/blocks/fact-strip";
import { Hash } from "@/components/blocks/hash";
import { ListRow, RowList } from "@/components/blocks/list-row";
import { PageHeader } from "@/components/blocks/page-header";
import { Card, Section } from "@/components/blocks/section";
import { Timeline } from "@/components/blocks/timeline";
import { CheckList } from "@/components/gates/check-list";
import { GateStatusBadge } from "@/components/gates/status-badges";
import { StageBadge, TierBadge } from "@/components/registry/status-badges";
import { Button } from "@/components/ui/button";
import { site } from "@/lib/paths";

const digest = "9f2c4be1a07735d0c1f4bb6a19cde6330d2ad5e7b7a4b0b25a2be0de8f0a4411";

export function Records() {
  return (
    <Section title="Records">
      <Card>
        <PageHeader
          title="Version 7 to production"
          breadcrumbs={[{ label: "Gates", href: site.styleGuide }, { label: "credit-default" }]}
          badges={
            <>
              <GateStatusBadge status="open" />
              <TierBadge tier="high" />
            </>
          }
          description="Asked for by Ada Lane, round 2"
          actions={<Button variant="primary">Decide</Button>}
        />
      </Card>
      <FactStrip
        facts={[
          {
            label: "Serving",
            value: "Version 6",
            note: "since 12 Oct 2026",
            href: site.styleGuide,
          },
          { label: "Quorum", value: "2 of 3", help: "Go votes counted, of those needed." },
          { label: "Must checks", value: "5 of 6 pass" },
          { label: "auc", value: "0.8731", note: "+0.0042 to what serves" },
        ]}
      />
      <Checks />
      <Origin />
      <RowList label="Waiting for you">
        <ListRow
          href={site.styleGuide}
          title="credit-default version 7 to production"
          badges={<TierBadge tier="high" />}
          meta="1 of 3 votes, 1 check fails"
          aside="asked 2 h ago"
        />
        <ListRow
          href={site.styleGuide}
          title="churn version 3 to staging"
          meta="0 of 1 votes"
          aside="asked 3 d ago"
        />
      </RowList>
      <CodeBlock
        label="Python"
        text={'import mlflow\nmlflow.set_tracking_uri("http://127.0.0.1:3000/w/demo")'}
      />
    </Section>
  );
}

function Origin() {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card title="Where it came from">
        <DefinitionList
          items={[
            { term: "Run", value: "gbm-depth-6", copy: "7f3a9c1e" },
            {
              term: "Commit",
              value: <Hash value={digest} />,
              help: "The code as it was when the run started.",
            },
            { term: "Dataset", value: "loans 2026-10" },
            { term: "Stage", value: <StageBadge stage="staging" /> },
          ]}
        />
      </Card>
      <Card title="History">
        <Timeline
          items={[
            {
              id: "1",
              at: "2026-11-21T10:00:00Z",
              title: "Moved to staging",
              by: "Ada Lane",
              tone: "ok",
              icon: CircleCheck,
              body: "Gate decided go: the new bureau data holds up.",
            },
            {
              id: "2",
              at: "2026-11-20T09:00:00Z",
              title: "Registered",
              by: "Ada Lane",
              icon: FlaskConical,
            },
          ]}
        />
      </Card>
    </div>
  );
}

function Checks() {
  return (
    <CheckList
      checks={[
        {
          id: "a",
          title: "Better than the version that serves",
          level: "must",
          verdict: "pass",
          reason: "auc is at least that of version 6.",
          value: "0.8731",
          limit: "≥ 0.8689",
          source: "run:7f3a9c1e",
          sourceHref: site.styleGuide,
          measuredAt: "2026-11-20T09:00:00Z",
        },
        {
          id: "b",
          title: "Parity between groups",
          level: "must",
          verdict: "fail",
          reason: "The groups differ by more than the policy allows.",
          value: "0.14",
          limit: "≤ 0.10",
          source: "run:7f3a9c1e",
          measuredAt: "2026-11-20T09:00:00Z",
          remedy: "Reweigh the training data or move the threshold, then log the metric again.",
          moved: "was 0.16",
        },
        {
          id: "c",
          title: "Dataset digest",
          level: "must",
          verdict: "error",
          reason: "The run names no dataset.",
          source: "lineage",
          measuredAt: null,
          remedy: "Log the training data with mlflow.log_input.",
        },
        {
          id: "d",
          title: "No pickled files",
          level: "should",
          verdict: "pass",
          reason: "None of the 6 files is pickled.",
          source: "artifact",
          measuredAt: "2026-11-20T09:00:00Z",
        },
      ]}
    />
  );
}
