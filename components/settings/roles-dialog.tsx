"use client";

import { DialogForm } from "@/components/blocks/dialog-form";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Choices } from "@/components/settings/choices";
import { Button } from "@/components/ui/button";
import { roleNames } from "@/lib/auth/role-names";
import { roles, type Role } from "@/lib/auth/rules";

type Target = { id: string; name: string; roles: readonly Role[] };

const options = roles.map((value) => ({ value, ...roleNames[value] }));

export function RolesDialog({ member, change }: { member: Target; change: FormAction }) {
  return (
    <DialogForm
      trigger={
        <Button size="sm" aria-label={`Change the roles of ${member.name}`}>
          Roles
        </Button>
      }
      title={`Roles of ${member.name}`}
      description="A change takes effect with their next request. Votes already cast stay."
      confirm="Change roles"
      action={change}
      hidden={{ userId: member.id }}
      done={`Roles of ${member.name} changed`}
    >
      {(fault) => (
        <Choices
          name="roles"
          legend="Roles"
          options={options}
          chosen={member.roles}
          {...fault("roles")}
        />
      )}
    </DialogForm>
  );
}
