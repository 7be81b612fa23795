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
  const [pending, setPending] = useState(false);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setFault(undefined);
    const outcome = await signInWithPassword(form);
    if (outcome === "ok") return leaveFor(returnTo);
    setFault(sentences[outcome]);
    setPending(false);
  }

  return (
    <div className="space-y-4">
      <form onSubmit={(event) => void signIn(event)} className="space-y-4">
        <Credentials email={email} />
        <FormError message={fault} />
        <Button type="submit" variant="primary" className="w-full" pending={pending}>
          Sign in
        </Button>
      </form>
      {provider !== undefined && <OrProvider name={provider} returnTo={returnTo} />}
    </div>
  );
}

function Credentials({ email }: { email: string | undefined }) {
  return (
    <>
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
    </>
  );
}

export function OrProvider({ name, returnTo }: { name: string; returnTo: string }) {
  const [fault, setFault] = useState<string>();
  const [pending, setPending] = useState(false);

  async function go() {
    setPending(true);
    setFault(undefined);
    if (await goToProvider(withHash(returnTo))) return;
    setFault(`${name} cannot be reached just now.`);
    setPending(false);
  }

  return (
    <>
      <div className="text-muted flex items-center gap-3 text-xs">
        <span aria-hidden className="border-line h-0 flex-1 border-t" />
        or
        <span aria-hidden className="border-line h-0 flex-1 border-t" />
      </div>
      <FormError message={fault} />
      <Button className="w-full" pending={pending} onClick={() => void go()}>
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
