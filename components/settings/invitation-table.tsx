import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { EmptyState } from "@/components/blocks/empty-state";
import { RelativeTime } from "@/components/blocks/relative-time";
import type { FormAction } from "@/components/blocks/use-action-form";
import { RoleBadges } from "@/components/settings/member-table";
import { InvitationBadge } from "@/components/settings/status-badges";
import { Button } from "@/components/ui/button";
import type { Invitation } from "@/lib/auth/queries";
import { formatDate } from "@/lib/format";

export function InvitationTable({
  invitations,
  revoke,
}: {
  invitations: readonly Invitation[];
  revoke: FormAction;
}) {
  const columns: Column<Invitation>[] = [
    {
      key: "status",
      header: "Status",
      cell: () => <InvitationBadge state="open" />,
      width: "8rem",
    },
    { key: "email", header: "E-mail", heading: true, cell: ({ email }) => email },
    { key: "roles", header: "Roles", cell: ({ roles }) => <RoleBadges roles={roles} /> },
    { key: "by", header: "Invited by", cell: ({ invitedByName }) => invitedByName },
    {
      key: "sent",
      header: "Invited",
      nowrap: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      key: "expires",
      header: "Expires",
      nowrap: true,
      cell: ({ expiresAt }) => formatDate(expiresAt),
    },
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "right",
      cell: ({ id, email }) => (
        <ConfirmDialog
          trigger={<Button size="sm">Revoke</Button>}
          title="Revoke this invitation"
          consequence={`The link sent to ${email} stops working. You can invite them again.`}
          confirm="Revoke"
          tone="danger"
          hidden={{ invitationId: id }}
          action={revoke}
          done="The invitation is revoked"
        />
      ),
    },
  ];
  return (
    <DataTable
      caption="Open invitations"
      columns={columns}
      rows={invitations}
      rowKey={({ id }) => id}
      empty={<EmptyState title="No open invitations">Everybody invited has joined.</EmptyState>}
    />
  );
}
