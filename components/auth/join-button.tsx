"use client";

import { leaveFor } from "@/components/auth/sign-in-form";
import { FormError } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import { pages, pathTo } from "@/lib/paths";

/** For somebody who has an account and is signed in with it. */
export function JoinButton({ workspace, join }: { workspace: string; join: FormAction }) {
  const { state, message, pending, submit } = useActionForm(join, () =>
    leaveFor(pathTo(workspace, pages.home)),
  );
  return (
    <form onSubmit={submit} className="space-y-4">
      <FormError message={message} />
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        pending={pending || state.kind === "done"}
      >
        Join
      </Button>
    </form>
  );
}
