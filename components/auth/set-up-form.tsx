"use client";

import { startTransition, useActionState, type FormEvent } from "react";

import { signInWithPassword } from "@/components/auth/password-sign-in";
import { leaveFor } from "@/components/auth/sign-in-form";
import { FormError, TextField } from "@/components/blocks/form-field";
import { Button } from "@/components/ui/button";
import type { FieldErrors } from "@/lib/errors";
import { pages, pathTo, site } from "@/lib/paths";
import type { FormState } from "@/lib/transport/form";

type State = FormState<{ workspace: { slug: string } }>;

export function SetUpForm({
  setUp,
}: {
  setUp: (previous: unknown, form: FormData) => Promise<State>;
}) {
  const [state, act, pending] = useActionState<State, FormData>(
    async (previous, form) => {
      const next = await setUp(previous, form);
      if (next.kind !== "done") return next;
      const outcome = await signInWithPassword(form);
      leaveFor(outcome === "ok" ? pathTo(next.result.workspace.slug, pages.home) : site.signIn);
      return next;
    },
    { kind: "idle" },
  );
  const fields = state.kind === "refused" ? state.fields : {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => act(form));
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <SetUpFields fields={fields} />
      {state.kind === "refused" && <FormError message={state.message} />}
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
