import { Callout } from "@/components/blocks/callout";
import { EmptyState, FilteredAway } from "@/components/blocks/empty-state";
import { Problem } from "@/components/blocks/problem";
import { Card, Section } from "@/components/blocks/section";
import { Skeleton } from "@/components/blocks/skeleton";
import { Button } from "@/components/ui/button";
import { site } from "@/lib/paths";

export function States() {
  return (
    <Section title="Empty, loading, at fault">
      <div className="grid gap-4 lg:grid-cols-2">
        <EmptyState
          title="No runs yet"
          code={[
            {
              label: "Python",
              text: "import mlflow\n\nwith mlflow.start_run():\n    mlflow.log_metric('auc', 0.87)",
            },
          ]}
          action={<Button>New experiment</Button>}
        >
          Point a client here and start a run.
        </EmptyState>
        <FilteredAway what="runs" clearHref={site.styleGuide} />
      </div>
      <div className="grid gap-3 lg:grid-cols-2">
        <Callout tone="info" title="Round 2 is open">
          Evidence changed after the first vote.
        </Callout>
        <Callout tone="ok" title="The log verifies">
          1,204 entries, head 9f2c4be1.
        </Callout>
        <Callout
          tone="warn"
          title="Two versions have no owner"
          actions={<Button size="sm">Show them</Button>}
        />
        <Callout tone="bad" title="Entry 311 does not fit the chain">
          Its content changed after it was written.
        </Callout>
      </div>
      <Card>
        <div className="space-y-2">
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      </Card>
      <Card>
        <Problem title="Something went wrong here" requestId="3b1c0f52">
          The fault is ours and has been logged.
        </Problem>
      </Card>
    </Section>
  );
}
