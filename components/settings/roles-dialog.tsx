"use client";

import { useState } from "react";

import { FormActions, FormError } from "@/components/blocks/form-field";
import { Choices } from "@/components/settings/choices";
import { useActionForm, type FormAction } from "@/components/settings/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { roleNames } from "@/lib/auth/role-names";
import { roles, type Role } from "@/lib/auth/rules";

type Change = FormAction<unknown>;
type Target = { id: string; name: string; roles: readonly Role[] };

const options = roles.map((value) => ({ value, ...roleNames[value] }));

export function RolesDialog({ member, change }: { member: Target; change: Change }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" aria-label={`Change the roles of ${member.name}`}>
          Roles
        </Button>
      }
      title={`Roles of ${member.name}`}
      description="A change takes effect with their next request. Votes already cast stay."
    >
      <RolesForm member={member} change={change} close={() => setOpen(false)} />
    </Dialog>
  );
}

function RolesForm({
  member,
  change,
  close,
}: {
  member: Target;
  change: Change;
  close: () => void;
}) {
  const { fields, message, pending, submit } = useActionForm(change, () => {
    close();
    toast(`Roles of ${member.name} changed`);
  });
  return (
    <form onSubmit={submit} className="space-y-4">
      <input type="hidden" name="userId" value={member.id} />
      <Choices
        name="roles"
        legend="Roles"
        options={options}
        chosen={member.roles}
        error={fields["roles"]}
      />
      <FormError message={message} />
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton pending={pending}>Change roles</SubmitButton>
      </FormActions>
    </form>
  );
}
