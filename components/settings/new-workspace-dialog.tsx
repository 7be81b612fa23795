"use client";

import { useRouter } from "next/navigation";

import { FormActions, FormError, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { pages, pathTo } from "@/lib/paths";

type Open = FormAction<{ slug: string }>;

export function NewWorkspaceDialog({ open }: { open: Open }) {
  return (
    <Dialog
      trigger={<Button>New workspace</Button>}
      title="New workspace"
      description="It starts empty, with its own members, models, policies and audit log. You are its first admin."
    >
      <NewWorkspaceForm open={open} />
    </Dialog>
  );
}

function NewWorkspaceForm({ open }: { open: Open }) {
  const router = useRouter();
  const { state, fields, message, pending, submit } = useActionForm(open, ({ slug }) =>
    router.push(pathTo(slug, pages.home)),
  );
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        label="Name"
        name="workspaceName"
        placeholder="Credit risk"
        error={fields["workspaceName"]}
        required
      />
      <TextField
        label="Address"
        name="workspaceSlug"
        placeholder="credit-risk"
        help="The part after /w/. It cannot be changed later. Made from the name when empty."
        error={fields["workspaceSlug"]}
        optional
      />
      <FormError message={message} />
      <FormActions>
        <DialogClose>Cancel</DialogClose>
        <SubmitButton pending={pending || state.kind === "done"}>Create</SubmitButton>
      </FormActions>
    </form>
  );
}
