"use client";

import { signInWithPassword } from "@/components/auth/password-sign-in";
import { leaveFor, OrProvider } from "@/components/auth/sign-in-form";
import { FormError, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { Button } from "@/components/ui/button";
import { pages, pathTo, site } from "@/lib/paths";

export function AcceptForm({
  workspace,
  email,
  returnTo,
  provider,
  accept,
}: {
  workspace: string;
  email: string;
  returnTo: string;
  provider?: string | undefined;
  accept: FormAction;
}) {
  const { state, fields, message, pending, submit } = useActionForm(accept, (_result, form) => {
    form.set("email", email);
    void signInWithPassword(form).then((outcome) =>
      leaveFor(outcome === "ok" ? pathTo(workspace, pages.home) : site.signIn),
    );
  });
  return (
    <div className="space-y-4">
      <form onSubmit={submit} className="space-y-4">
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          error={fields["name"]}
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
      {provider !== undefined && <OrProvider name={provider} returnTo={returnTo} />}
    </div>
  );
}
