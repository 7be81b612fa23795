import { Hourglass, CircleCheck } from "lucide-react";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { StatusBadge, type Look } from "@/components/blocks/status-badge";
import { formatInteger } from "@/lib/format";
import type { FollowerState } from "@/lib/jobs/queries";
import { isLate } from "@/lib/jobs/rules";

const looks = {
  late: { tone: "warn", icon: Hourglass, word: "Behind" },
  up: { tone: "ok", icon: CircleCheck, word: "Keeps up" },
} as const satisfies Record<string, Look>;

export function FollowerTable({
  followers,
  now,
}: {
  followers: readonly FollowerState[];
  now: Date;
}) {
  const columns: Column<FollowerState>[] = [
    {
      key: "status",
      header: "Status",
      width: "8rem",
      cell: (follower) => <StatusBadge look={looks[isLate(follower, now) ? "late" : "up"]} />,
    },
    {
      key: "name",
      header: "Follower",
      heading: true,
      cell: ({ name, says }) => (
        <>
          <code className="font-mono text-xs">{name}</code>
          <span className="text-muted block text-xs font-normal">{says}</span>
        </>
      ),
    },
    {
      key: "behind",
      header: "Entries waiting",
      align: "right",
      cell: ({ behind }) => formatInteger(behind),
    },
    {
      key: "since",
      header: "Oldest since",
      nowrap: true,
      cell: ({ since }) => <RelativeTime at={since} now={now} />,
    },
  ];
  return (
    <DataTable
      caption="Followers and how far they are behind"
      columns={columns}
      rows={followers}
      rowKey={({ name }) => name}
      empty={null}
    />
  );
}
