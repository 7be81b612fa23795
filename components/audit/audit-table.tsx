import Link from "next/link";
import type { ReactNode } from "react";

import { changedFields } from "@/components/audit/changed-fields";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import type { AuditRow } from "@/lib/audit/queries";
import { pages, pathTo } from "@/lib/paths";

const columns: Column<AuditRow>[] = [
  { key: "who", header: "Who", nowrap: true, cell: (entry) => <Who entry={entry} /> },
  {
    key: "action",
    header: "Action",
    nowrap: true,
    cell: ({ action }) => <code className="font-mono text-xs">{action}</code>,
  },
  {
    key: "subject",
    header: "Subject",
    cell: ({ subject }) => (
      <code className="font-mono text-xs wrap-anywhere" title={subject}>
        {shorten(subject)}
      </code>
    ),
  },
  {
    key: "change",
    header: "Changed",
    cell: ({ before, after }) => (
      <span className="text-muted">{changedFields(before, after).join(", ") || "–"}</span>
    ),
  },
];

export function AuditTable({
  workspace,
  entries,
  now,
  empty,
}: {
  workspace: string;
  entries: readonly AuditRow[];
  now: Date;
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption="Audit log, newest first"
      columns={[entryColumn(workspace), whenColumn(now), ...columns]}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
      empty={empty}
    />
  );
}

function entryColumn(workspace: string): Column<AuditRow> {
  return {
    key: "seq",
    header: "Entry",
    heading: true,
    nowrap: true,
    width: "5rem",
    cell: ({ seq }) => (
      <Link className="link num" href={pathTo(workspace, pages.auditEntry(seq))}>
        {seq}
      </Link>
    ),
  };
}

function whenColumn(now: Date): Column<AuditRow> {
  return {
    key: "at",
    header: "When",
    nowrap: true,
    cell: ({ at }) => <RelativeTime at={at} now={now} />,
  };
}

function Who({ entry }: { entry: Pick<AuditRow, "actorKind" | "actorName"> }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {entry.actorName}
      {entry.actorKind !== "user" && (
        <Badge>{entry.actorKind === "machine" ? "API key" : entry.actorKind}</Badge>
      )}
    </span>
  );
}

/** Ids are told apart by their end: version 7 ids of one minute begin alike. */
function shorten(subject: string): string {
  return subject.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})/g, "…$1");
}
