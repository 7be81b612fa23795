import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import type { FormAction } from "@/components/blocks/use-action-form";
import { KeyBadge } from "@/components/settings/status-badges";
import { Button } from "@/components/ui/button";
import type { ApiKey } from "@/lib/auth/queries";
import { scopeNames } from "@/lib/auth/role-names";
import { formatDate } from "@/lib/format";

const details: Column<ApiKey>[] = [
  {
    key: "hint",
    header: "Key",
    nowrap: true,
    cell: ({ hint }) => <code className="font-mono text-xs">{hint}</code>,
  },
  {
    key: "scopes",
    header: "Scopes",
    cell: ({ scopes }) => (
      <span className="flex flex-wrap gap-1">
        {scopes.map((scope) => (
          <Badge key={scope}>{scopeNames[scope].label}</Badge>
        ))}
      </span>
    ),
  },
  {
    key: "used",
    header: "Last used",
    nowrap: true,
    help: "To the minute.",
    cell: ({ lastUsedAt }) =>
      lastUsedAt ? <RelativeTime at={lastUsedAt} /> : <span className="text-muted">never</span>,
  },
  {
    key: "expires",
    header: "Expires",
    nowrap: true,
    cell: ({ expiresAt }) => (expiresAt ? formatDate(expiresAt) : "never"),
  },
];

export function KeyTable({
  caption,
  keys,
  owners,
  revoke,
}: {
  caption: string;
  keys: readonly ApiKey[];
  /** Whether to say whose each key is. */
  owners: boolean;
  revoke: FormAction;
}) {
  const columns: Column<ApiKey>[] = [
    {
      key: "status",
      header: "Status",
      cell: ({ status }) => <KeyBadge state={status} />,
      width: "8rem",
    },
    { key: "name", header: "Name", heading: true, cell: ({ name }) => name },
    ...(owners ? [{ key: "owner", header: "Owner", cell: (key: ApiKey) => key.ownerName }] : []),
    ...details,
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "right",
      cell: (key) => key.status === "active" && <Revoke apiKey={key} revoke={revoke} />,
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={keys}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="No keys yet">
          A key lets a script or an MLflow client act for you.
        </EmptyState>
      }
    />
  );
}

function Revoke({ apiKey, revoke }: { apiKey: ApiKey; revoke: FormAction }) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${apiKey.name}`}
      consequence="Whatever uses this key is refused from its next request on. A revoked key cannot be brought back."
      confirm="Revoke"
      tone="danger"
      hidden={{ keyId: apiKey.id }}
      action={revoke}
      done={`${apiKey.name} is revoked`}
    />
  );
}
