import Link from "next/link";
import type { ReactNode } from "react";

import { changedFields } from "@/components/audit/changed-fields";
import { SubjectName } from "@/components/audit/subject-name";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import { saysOf } from "@/lib/audit/actions";
import type { AuditRow } from "@/lib/audit/queries";
import { pages, pathTo, type Within } from "@/lib/paths";

/** Where what the entries are about is found now, by subject. */
type Places = ReadonlyMap<string, Within>;

const whoColumn: Column<AuditRow> = {
  key: "who",
  header: "Who",
  nowrap: true,
  cell: (entry) => <Who entry={entry} />,
};

const whatColumn: Column<AuditRow> = {
  key: "what",
  header: "What",
  cell: ({ action }) => (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      {saysOf(action)}
      <code className="text-muted font-mono text-xs">{action}</code>
    </span>
  ),
};

const changeColumn: Column<AuditRow> = {
  key: "change",
  header: "Changed",
  cell: ({ before, after }) => (
    <span className="text-muted">{changedFields(before, after).join(", ") || "–"}</span>
  ),
};

export function AuditTable({
  workspace,
  entries,
  places,
  now,
  empty,
}: {
  workspace: string;
  entries: readonly AuditRow[];
  places: Places;
  now: Date;
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption="Audit log, newest first"
      columns={[
        entryColumn(workspace),
        whenColumn(now),
        whoColumn,
        whatColumn,
        aboutColumn(workspace, places),
        changeColumn,
      ]}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
      empty={empty}
    />
  );
}

function aboutColumn(workspace: string, places: Places): Column<AuditRow> {
  return {
    key: "about",
    header: "About",
    cell: (entry) => (
      <SubjectName entry={entry} workspace={workspace} page={places.get(entry.about)} />
    ),
  };
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
