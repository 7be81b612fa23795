import Link from "next/link";

import { DefinitionList } from "@/components/blocks/definition-list";
import { FactStrip } from "@/components/blocks/fact-strip";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Card } from "@/components/blocks/section";
import { RunStatusBadge } from "@/components/experiments/status-badges";
import type { RunRecord } from "@/lib/experiments/runs/run-queries";
import type { RunBrief } from "@/lib/experiments/runs/run-screen";
import { sourceCodeOf } from "@/lib/experiments/runs/source-code";
import { formatDateTime, formatDuration } from "@/lib/format";
import { pages, pathTo } from "@/lib/paths";

export function RunFacts({ run, now }: { run: RunRecord; now: Date }) {
  const running = run.endTime === null;
  return (
    <FactStrip
      facts={[
        { label: "Author", value: run.authorName || run.mlflowUser || "–" },
        { label: "Started", value: <RelativeTime at={run.startTime} now={now} /> },
        {
          label: running ? "Running for" : "Duration",
          value: formatDuration((run.endTime ?? now.getTime()) - run.startTime),
        },
        { label: "Metrics", value: run.metrics.length },
        { label: "Parameters", value: Object.keys(run.params).length },
      ]}
    />
  );
}

export function RunDetails({ run }: { run: RunRecord }) {
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          {
            term: "Run id",
            value: <span className="font-mono text-xs">{run.id}</span>,
            copy: run.id,
          },
          { term: "Started", value: formatDateTime(run.startTime) },
          { term: "Ended", value: run.endTime === null ? "–" : formatDateTime(run.endTime) },
          {
            term: "Author",
            value: run.authorName || "–",
            help: "The account whose key or session logged this run.",
          },
          {
            term: "Client user",
            value: run.mlflowUser || "–",
            help: "What the client says of itself; nobody has checked it.",
          },
          {
            term: "Artifacts",
            value: <span className="font-mono text-xs">{run.artifactUri}</span>,
            copy: run.artifactUri,
          },
        ]}
      />
    </Card>
  );
}

export function RunCode({ run }: { run: RunRecord }) {
  const code = Object.entries(sourceCodeOf(run.tags));
  return (
    <Card title="Code">
      {code.length === 0 ? (
        <p className="text-muted text-sm">
          The client recorded no source. Run inside a Git repository and MLflow records the commit.
        </p>
      ) : (
        <DefinitionList
          items={code.map(([term, value]) => ({
            term,
            value: <span className="font-mono text-xs">{value}</span>,
            ...(term === "Commit" ? { copy: value } : {}),
          }))}
        />
      )}
    </Card>
  );
}

export function RunFamily({
  parent,
  runs,
  workspace,
}: {
  parent: RunBrief | null;
  runs: readonly RunBrief[];
  workspace: string;
}) {
  if (parent === null && runs.length === 0) return null;
  const ids = runs.slice(0, 20).map(({ id }) => id);
  return (
    <Card
      title="Related runs"
      actions={
        runs.length > 1 && (
          <Link className="link text-xs" href={pathTo(workspace, pages.compare, { runs: ids })}>
            Compare the child runs
          </Link>
        )
      }
    >
      <ul className="space-y-1 text-sm">
        {parent && (
          <li className="flex items-center gap-2">
            <RunStatusBadge status={parent.status} />
            <Link className="link truncate" href={pathTo(workspace, pages.run(parent.id))}>
              {parent.name}
            </Link>
            <span className="text-muted text-xs">parent</span>
          </li>
        )}
        {runs.map((run) => (
          <li key={run.id} className="flex items-center gap-2 pl-5">
            <RunStatusBadge status={run.status} />
            <Link className="link truncate" href={pathTo(workspace, pages.run(run.id))}>
              {run.name}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
