"use client";

import { signInWithPassword } from "@/components/auth/password-sign-in";
import { leaveFor } from "@/components/auth/sign-in-form";
import { FormError, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import type { FieldErrors } from "@/lib/errors";
import { pages, pathTo, site } from "@/lib/paths";

type SetUp = FormAction<{ workspace: { slug: string } }>;

export function SetUpForm({ setUp }: { setUp: SetUp }) {
  const { state, fields, message, pending, submit } = useActionForm(
    setUp,
    ({ workspace }, form) => {
      void signInWithPassword(form).then((outcome) =>
        leaveFor(outcome === "ok" ? pathTo(workspace.slug, pages.home) : site.signIn),
      );
    },
  );

  return (
    <form onSubmit={submit} className="space-y-4">
      <SetUpFields fields={fields} />
      <FormError message={message} />
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        pending={pending || state.kind === "done"}
      >
        Set up
      </Button>
    </form>
  );
}

function SetUpFields({ fields }: { fields: FieldErrors }) {
  return (
    <>
      <TextField
        label="Workspace"
        name="workspaceName"
        help="A team or business unit, for example Credit risk."
        error={fields["workspaceName"] ?? fields["workspaceSlug"]}
        required
      />
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        error={fields["name"]}
        required
      />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        error={fields["email"]}
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        help="At least 10 characters."
        minLength={10}
        error={fields["password"]}
        required
      />
    </>
  );
}
