"use client";

import { signInWithPassword } from "@/components/auth/password-sign-in";
import { FormActions, FormError, TextField } from "@/components/blocks/form-field";
import { useActionForm, type FormAction } from "@/components/blocks/use-action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { site } from "@/lib/paths";

export function NameForm({ name, change }: { name: string; change: FormAction }) {
  const { fields, message, pending, submit } = useActionForm(change, () =>
    toast("Your name is changed"),
  );
  return (
    <form onSubmit={submit} className="max-w-sm space-y-4">
      <TextField
        label="Name"
        name="name"
        defaultValue={name}
        autoComplete="name"
        help="Records made so far keep the name they were made under."
        error={fields["name"]}
        required
      />
      <FormError message={message} />
      <FormActions>
        <SubmitButton pending={pending}>Change name</SubmitButton>
      </FormActions>
    </form>
  );
}

/** Changing a password ends all sessions, so this one starts anew with the password just typed. */
export function PasswordForm({ email, change }: { email: string; change: FormAction }) {
  const { fields, message, pending, submit } = useActionForm(change, (_result, form) => {
    form.set("email", email);
    void signInWithPassword(form).then((outcome) => {
      if (outcome !== "ok") return window.location.assign(site.signIn);
      toast("Your password is changed; other sessions have ended");
    });
  });
  return (
    <form onSubmit={submit} className="max-w-sm space-y-4">
      <input type="hidden" name="username" value={email} autoComplete="username" />
      <TextField
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        error={fields["current"]}
        required
      />
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        help="At least 10 characters."
        minLength={10}
        error={fields["password"]}
        required
      />
      <TextField
        label="New password again"
        name="repeat"
        type="password"
        autoComplete="new-password"
        error={fields["repeat"]}
        required
      />
      <FormError message={message} />
      <FormActions>
        <SubmitButton pending={pending}>Change password</SubmitButton>
      </FormActions>
    </form>
  );
}
