"use client";

import { useState } from "react";

import { CodeBlock } from "@/components/blocks/code-block";
import { FormActions, FormError, SelectField, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Choices } from "@/components/settings/choices";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { scopeNames } from "@/lib/auth/role-names";
import { scopes } from "@/lib/auth/rules";
import { trackingUri } from "@/lib/paths";

type Made = { name: string; key: string };
type Make = FormAction<Made>;

const options = scopes.map((value) => ({ value, ...scopeNames[value] }));

export function NewKeyDialog({ workspace, make }: { workspace: string; make: Make }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setMade(null);
      }}
      trigger={<Button variant="primary">New key</Button>}
      title={made ? `${made.name} is ready` : "New API key"}
      description={
        made
          ? "Copy it now: the key is shown this once and only its hash is kept."
          : "A key acts for you in this workspace, within its scopes and never beyond your roles."
      }
    >
      {made ? (
        <MadeKey workspace={workspace} made={made} />
      ) : (
        <KeyForm make={make} done={setMade} />
      )}
    </Dialog>
  );
}

function MadeKey({ workspace, made }: { workspace: string; made: Made }) {
  const address = trackingUri(window.location.origin, workspace);
  const shell = `export MLFLOW_TRACKING_URI=${address}\nexport MLFLOW_TRACKING_TOKEN=${made.key}`;
  return (
    <div className="space-y-4">
      <CodeBlock label="The key" text={made.key} wrap />
      <CodeBlock label="For an MLflow client" text={shell} wrap />
      <FormActions>
        <DialogClose>Done</DialogClose>
      </FormActions>
    </div>
  );
}

function KeyForm({ make, done }: { make: Make; done: (made: Made) => void }) {
  const { fields, message, pending, submit } = useActionForm(make, done);
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        label="Name"
        name="name"
        placeholder="Training laptop"
        help="Says where the key is used, so you know which to revoke."
        error={fields["name"]}
        required
      />
      <Choices
        name="scopes"
        legend="Scopes"
        options={options}
        chosen={["read", "track", "register"]}
        error={fields["scopes"]}
      />
      <SelectField
        label="Expires after"
        name="expiresInDays"
        defaultValue="90"
        error={fields["expiresInDays"]}
        options={[
          { value: "30", label: "30 days" },
          { value: "90", label: "90 days" },
          { value: "365", label: "A year" },
          { value: "never", label: "Never" },
        ]}
      />
      <FormError message={message} />
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton pending={pending}>Make the key</SubmitButton>
      </FormActions>
    </form>
  );
}
