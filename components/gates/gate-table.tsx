import Link from "next/link";
import type { ReactNode } from "react";

import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { CheckSummary } from "@/components/gates/check-summary";
import { OwedRoles } from "@/components/gates/owed-roles";
import { GateStatusBadge } from "@/components/gates/status-badges";
import { StageBadge, TierBadge } from "@/components/registry/status-badges";
import type { GateRow } from "@/lib/gates/gate-rows";
import { pages, pathTo } from "@/lib/paths";

type Props = { workspace: string; rows: readonly GateRow[]; empty: ReactNode };

export function GateTable({ workspace, rows, empty }: Props) {
  const columns: Column<GateRow>[] = [
    { key: "status", header: "Status", cell: ({ status }) => <GateStatusBadge status={status} /> },
    {
      key: "version",
      header: "Version",
      heading: true,
      cell: (gate) => (
        <Link href={pathTo(workspace, pages.gate(gate.id))} className="link" prefetch={false}>
          {gate.modelName} version {gate.version}
        </Link>
      ),
    },
    { key: "stage", header: "Asks for", cell: ({ stage }) => <StageBadge stage={stage} /> },
    {
      key: "tier",
      header: "Tier",
      cell: ({ tier }) => <TierBadge tier={tier} />,
    },
    { key: "checks", header: "Checks", cell: (gate) => <CheckSummary {...gate.checks} /> },
    {
      key: "owed",
      header: "Still owed",
      cell: (gate) =>
        gate.status === "open" ? (
          <OwedRoles owed={gate.owed} />
        ) : (
          <span className="text-muted">decided by {gate.decidedByName}</span>
        ),
    },
    { key: "requested", header: "Asked by", cell: ({ requestedByName }) => requestedByName },
    {
      key: "when",
      header: "Since",
      align: "right",
      nowrap: true,
      cell: (gate) => <RelativeTime at={gate.decidedAt ?? gate.openedAt} />,
    },
  ];
  return (
    <DataTable
      caption="Gates"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}
