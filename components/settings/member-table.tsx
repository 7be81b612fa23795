import { Person } from "@/components/blocks/avatar";
import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DataTable, type Column } from "@/components/blocks/data-table";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Badge } from "@/components/blocks/status-badge";
import type { FormAction } from "@/components/blocks/use-action-form";
import { RolesDialog } from "@/components/settings/roles-dialog";
import { MemberBadge } from "@/components/settings/status-badges";
import { Button } from "@/components/ui/button";
import type { Member } from "@/lib/auth/queries";
import { roleNames } from "@/lib/auth/role-names";
import type { Role } from "@/lib/auth/rules";

export type MemberActions = {
  changeRoles: FormAction;
  deactivate: FormAction;
  reactivate: FormAction;
};

/** `actions` is null for people who may only look. */
export function MemberTable({
  members,
  you,
  actions,
}: {
  members: readonly Member[];
  you: string | null;
  actions: MemberActions | null;
}) {
  const columns: Column<Member>[] = [
    {
      key: "status",
      header: "Status",
      cell: ({ active }) => <MemberBadge state={active ? "active" : "deactivated"} />,
      width: "8rem",
    },
    {
      key: "name",
      header: "Name",
      heading: true,
      cell: ({ id, name }) => <Person name={name} note={id === you ? "you" : undefined} />,
    },
    { key: "email", header: "E-mail", cell: ({ email }) => email },
    { key: "roles", header: "Roles", cell: ({ roles }) => <RoleBadges roles={roles} /> },
    { key: "sign-in", header: "Signs in with", cell: ({ signsInWith }) => signsInWith },
    {
      key: "joined",
      header: "Joined",
      nowrap: true,
      cell: ({ joinedAt }) => <RelativeTime at={joinedAt} />,
    },
    ...(actions
      ? [
          {
            key: "actions",
            header: <span className="sr-only">Actions</span>,
            align: "right" as const,
            nowrap: true,
            cell: (member: Member) => <RowActions member={member} actions={actions} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption="Members"
      columns={columns}
      rows={members}
      rowKey={({ id }) => id}
      empty={null}
    />
  );
}

export function RoleBadges({ roles }: { roles: readonly Role[] }) {
  if (roles.length === 0) return <span className="text-muted">none</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map((role) => (
        <Badge key={role}>{roleNames[role].label}</Badge>
      ))}
    </span>
  );
}

function RowActions({ member, actions }: { member: Member; actions: MemberActions }) {
  const { id, name, active } = member;
  if (!active)
    return (
      <ConfirmDialog
        trigger={<Button size="sm">Reactivate</Button>}
        title={`Reactivate ${name}`}
        consequence="They can sign in again with the roles they had. Their keys that have not expired work again."
        confirm="Reactivate"
        hidden={{ userId: id }}
        action={actions.reactivate}
        done={`${name} is reactivated`}
      />
    );
  return (
    <span className="inline-flex gap-2">
      <RolesDialog member={{ id, name, roles: member.roles }} change={actions.changeRoles} />
      <ConfirmDialog
        trigger={<Button size="sm">Deactivate</Button>}
        title={`Deactivate ${name}`}
        consequence="Their sessions and API keys in this workspace stop with the next request. What they did stays on record. You can reactivate them."
        confirm="Deactivate"
        tone="danger"
        hidden={{ userId: id }}
        action={actions.deactivate}
        done={`${name} is deactivated`}
      />
    </span>
  );
}
