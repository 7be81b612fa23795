import { Flag, X } from "lucide-react";
import Link from "next/link";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import { SeriesMark } from "@/components/experiments/series-mark";
import { LifecycleBadge, RunStatusBadge } from "@/components/experiments/status-badges";
import { ButtonLink } from "@/components/ui/button";
import type { ComparedHead } from "@/lib/experiments/comparison/comparison-screen";
import { formatDuration, shortId } from "@/lib/format";
import { pages, pathTo, withQuery, type Query } from "@/lib/paths";
import { shownName } from "@/lib/readable-name";

type Props = {
  runs: readonly ComparedHead[];
  baselineId: string;
  workspace: string;
  state: Query;
  now: Date;
};

/** Who is being compared: the legend of the page, where a run is left out or made the baseline. */
export function CompareRuns(props: Props) {
  return (
    <DataTable
      caption="Runs compared"
      columns={columnsOf(props)}
      rows={props.runs}
      rowKey={(run) => run.id}
      empty={null}
    />
  );
}

function columnsOf({ runs, baselineId, workspace, state, now }: Props): Column<ComparedHead>[] {
  return [
    {
      key: "name",
      header: "Run",
      heading: true,
      cell: (run) => (
        <span className="flex min-w-0 items-center gap-2">
          <SeriesMark place={runs.indexOf(run)} />
          <Link className="truncate" href={pathTo(workspace, pages.run(run.id))}>
            {shownName(run.name, shortId(run.id))}
          </Link>
        </span>
      ),
    },
    {
      key: "status",
      header: "Status",
      cell: (run) => (
        <span className="flex gap-1">
          <RunStatusBadge status={run.status} />
          {run.lifecycle === "deleted" && <LifecycleBadge lifecycle={run.lifecycle} />}
        </span>
      ),
    },
    {
      key: "experiment",
      header: "Experiment",
      cell: (run) => (
        <Link className="link" href={pathTo(workspace, pages.experiment(run.experimentId))}>
          {run.experimentName}
        </Link>
      ),
    },
    { key: "author", header: "Author", nowrap: true, cell: (run) => run.authorName || "–" },
    {
      key: "started",
      header: "Started",
      nowrap: true,
      cell: (run) => <RelativeTime at={run.startTime} now={now} />,
    },
    {
      key: "duration",
      header: "Duration",
      align: "right",
      cell: (run) => formatDuration(run.endTime === null ? null : run.endTime - run.startTime),
    },
    ...choiceColumns({ runs, baselineId, workspace, state }),
  ];
}

function choiceColumns({
  runs,
  baselineId,
  workspace,
  state,
}: Omit<Props, "now">): Column<ComparedHead>[] {
  const path = pathTo(workspace, pages.compare);
  return [
    {
      key: "baseline",
      header: "Baseline",
      nowrap: true,
      cell: (run) =>
        run.id === baselineId ? (
          <Badge tone="accent" icon={Flag}>
            Baseline
          </Badge>
        ) : (
          <ButtonLink
            size="sm"
            variant="quiet"
            scroll={false}
            href={withQuery(path, { ...state, baseline: run.id })}
            aria-label={`Make baseline: ${run.name}`}
          >
            Make baseline
          </ButtonLink>
        ),
    },
    {
      key: "remove",
      header: "Leave out",
      align: "right",
      cell: (run) =>
        runs.length > 1 && (
          <ButtonLink
            size="sm"
            variant="quiet"
            scroll={false}
            icon={<X aria-hidden />}
            aria-label={`Leave ${run.name} out`}
            href={withQuery(path, {
              ...state,
              runs: runs.filter(({ id }) => id !== run.id).map(({ id }) => id),
              baseline: run.id === baselineId ? null : baselineId,
            })}
          >
            {null}
          </ButtonLink>
        ),
    },
  ];
}
