import Link from "next/link";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { FormAction } from "@/components/blocks/use-action-form";
import { ReactionBadge } from "@/components/settings/status-badges";
import { Button } from "@/components/ui/button";
import { saysOf } from "@/lib/audit/actions";
import type { FailedReaction } from "@/lib/jobs/queries";
import { pages, pathTo } from "@/lib/paths";

type Actions = { retry: FormAction; dismiss: FormAction };

export function ReactionTable({
  workspace,
  reactions,
  now,
  ...actions
}: Actions & { workspace: string; reactions: readonly FailedReaction[]; now: Date }) {
  const columns: Column<FailedReaction>[] = [
    {
      key: "status",
      header: "Status",
      width: "8rem",
      cell: ({ status }) => <ReactionBadge state={status} />,
    },
    {
      key: "entry",
      header: "To the entry",
      heading: true,
      cell: ({ seq, action, name }) => (
        <>
          <Link className="link num" href={pathTo(workspace, pages.auditEntry(seq))}>
            {seq}
          </Link>
          <span className="text-muted block text-xs font-normal">
            {saysOf(action)}
            {name !== null && `: ${name}`}
          </span>
        </>
      ),
    },
    {
      key: "follower",
      header: "Follower",
      cell: ({ follower }) => <code className="font-mono text-xs">{follower}</code>,
    },
    { key: "fault", header: "What went wrong", cell: ({ fault }) => fault },
    { key: "attempts", header: "Tried", align: "right", cell: ({ attempts }) => attempts },
    ...times(now),
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "right",
      nowrap: true,
      cell: (reaction) => <RowActions reaction={reaction} {...actions} />,
    },
  ];
  return (
    <DataTable
      caption="Reactions that failed, by the newest entry first"
      columns={columns}
      rows={reactions}
      rowKey={({ follower, seq }) => `${follower}/${seq}`}
      empty={
        <EmptyState title="No reaction has failed">
          What could not be done after an entry of the log is listed here until it works.
        </EmptyState>
      }
    />
  );
}

const times = (now: Date): Column<FailedReaction>[] => [
  {
    key: "failed",
    header: "Last failed",
    nowrap: true,
    cell: ({ failedAt }) => <RelativeTime at={failedAt} now={now} />,
  },
  {
    key: "next",
    header: "Next try",
    nowrap: true,
    cell: ({ nextAt }) => <RelativeTime at={nextAt} now={now} />,
  },
];

function RowActions({ reaction, retry, dismiss }: Actions & { reaction: FailedReaction }) {
  const { follower, seq, status } = reaction;
  const hidden = { follower, seq };
  return (
    <span className="inline-flex gap-2">
      <ConfirmDialog
        trigger={
          <Button size="sm" aria-label={`Try ${follower} at entry ${seq} again`}>
            Try again
          </Button>
        }
        title={`Try ${follower} at entry ${seq} again`}
        consequence="It is tried once more, at once. Should it fail again it stays on this list."
        confirm="Try again"
        hidden={hidden}
        action={retry}
        done="It is being tried again"
      />
      {status === "parked" && (
        <ConfirmDialog
          trigger={
            <Button size="sm" aria-label={`Dismiss ${follower} at entry ${seq}`}>
              Dismiss
            </Button>
          }
          title={`Dismiss ${follower} at entry ${seq}`}
          consequence="What should have followed this entry never will. The entry itself stays as it is."
          confirm="Dismiss"
          tone="danger"
          hidden={hidden}
          action={dismiss}
          done="It is dismissed"
        />
      )}
    </span>
  );
}
