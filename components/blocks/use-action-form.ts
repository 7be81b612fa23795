"use client";

import { startTransition, useActionState, type FormEvent } from "react";

import type { FieldErrors } from "@/lib/errors";
import type { FormState } from "@/lib/transport/form";

export type FormAction<Result = unknown> = (
  previous: unknown,
  form: FormData,
) => Promise<FormState<Result>>;

/** A form whose fields survive a refusal: React empties a form that is submitted as its own action. */
export function useActionForm<Result>(
  action: FormAction<Result>,
  done?: (result: Result, form: FormData) => void,
) {
  const [state, act, pending] = useActionState<FormState<Result>, FormData>(
    async (previous, form) => {
      const next = await action(previous, form);
      if (next.kind === "done") done?.(next.result, form);
      return next;
    },
    { kind: "idle" },
  );
  const fields: FieldErrors = state.kind === "refused" ? state.fields : {};
  const message = state.kind === "refused" ? state.message : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => act(form));
  }

  return { state, fields, message, pending, submit };
}
