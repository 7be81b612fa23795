"use client";

import { useState, type FormEvent } from "react";

import {
  goToProvider,
  signInWithPassword,
  type SignInOutcome,
} from "@/components/auth/password-sign-in";
import { FormError, TextField } from "@/components/blocks/form-field";
import { Button } from "@/components/ui/button";

const sentences: Record<Exclude<SignInOutcome, "ok">, string> = {
  wrong: "E-mail and password do not match an account.",
  limited: "Too many attempts to sign in. Wait a quarter of an hour.",
  deactivated: "This account has been deactivated. Ask an admin of your workspace.",
  unavailable: "Gatehouse cannot be reached just now. Try again shortly.",
};

export function SignInForm({
  returnTo,
  problem,
  provider,
  email,
}: {
  returnTo: string;
  /** What went wrong before the page was shown, at the identity provider for instance. */
  problem?: string | undefined;
  /** The identity provider's name, when one is configured. */
  provider?: string | undefined;
  email?: string | undefined;
}) {
  const [fault, setFault] = useState(problem);
  const [pending, setPending] = useState<"password" | "provider" | null>(null);

  async function withPassword(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending("password");
    setFault(undefined);
    const outcome = await signInWithPassword(form);
    if (outcome === "ok") return leaveFor(returnTo);
    setFault(sentences[outcome]);
    setPending(null);
  }

  async function withProvider() {
    setPending("provider");
    if (await goToProvider(withHash(returnTo))) return;
    setFault(`${provider ?? "The identity provider"} cannot be reached just now.`);
    setPending(null);
  }

  return (
    <div className="space-y-4">
      <form onSubmit={(event) => void withPassword(event)} className="space-y-4">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          required
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {fault !== undefined && <FormError message={fault} />}
        <Button
          type="submit"
          variant="primary"
          className="w-full"
          pending={pending === "password"}
          disabled={pending !== null}
        >
          Sign in
        </Button>
      </form>
      {provider !== undefined && (
        <OrProvider
          name={provider}
          pending={pending === "provider"}
          disabled={pending !== null}
          go={() => void withProvider()}
        />
      )}
    </div>
  );
}

function OrProvider({
  name,
  pending,
  disabled,
  go,
}: {
  name: string;
  pending: boolean;
  disabled: boolean;
  go: () => void;
}) {
  return (
    <>
      <div className="text-muted flex items-center gap-3 text-xs">
        <span aria-hidden className="border-line h-0 flex-1 border-t" />
        or
        <span aria-hidden className="border-line h-0 flex-1 border-t" />
      </div>
      <Button className="w-full" pending={pending} disabled={disabled} onClick={go}>
        Continue with {name}
      </Button>
    </>
  );
}

/** A full load, so that nothing rendered for nobody stays on screen. */
export function leaveFor(path: string): void {
  window.location.assign(withHash(path));
}

/** Links of MLflow clients carry their target behind the #, which only the browser knows. */
function withHash(path: string): string {
  const { hash } = window.location;
  return hash.startsWith("#/") && !path.includes("#") ? path + hash : path;
}
