import "server-only";
import { refresh } from "next/cache";

import { pageActor } from "@/lib/auth/identity/session";
import type { Actor } from "@/lib/auth/rules";
import { untrusted, type Action } from "@/lib/command";
import { asRefusal } from "@/lib/db/faults";
import { Refusal, type FieldErrors } from "@/lib/errors";

export type FormState<Result> =
  | { kind: "idle" }
  | { kind: "done"; result: Result }
  | { kind: "refused"; message: string; fields: FieldErrors };

export type Answer<Result> = Exclude<FormState<Result>, { kind: "idle" }>;

/**
 * Runs a command for a form of a workspace's page and shows the page anew. A refusal is an answer; anything else is a
 * bug for error.tsx.
 */
export async function submit<Result>(
  workspace: string,
  run: Action<never, Result>,
  input: FormData | object,
): Promise<Answer<Result>> {
  const given = await submitAndLeave(workspace, run, input);
  if (given.kind === "done") refresh();
  return given;
}

/** The same for a form that leads elsewhere afterwards, or ends the session that the page is shown to. */
export async function submitAndLeave<Result>(
  workspace: string,
  run: Action<never, Result>,
  input: FormData | object,
): Promise<Answer<Result>> {
  return answer(async () => {
    const { actor } = await pageActor(workspace);
    return untrusted(run)({ actor, now: new Date() }, formObject(input));
  });
}

/** A question that a page asks after it was shown, answered like a form. */
export async function ask<Result>(
  workspace: string,
  read: (ctx: { actor: Actor; now: Date }) => Promise<Result>,
): Promise<Answer<Result>> {
  return answer(async () => {
    const { actor } = await pageActor(workspace);
    return read({ actor, now: new Date() });
  });
}

/** The same for forms outside a workspace: set-up and invitations. */
export async function answer<Result>(act: () => Promise<Result>): Promise<Answer<Result>> {
  try {
    return { kind: "done", result: await act() };
  } catch (error) {
    const refusal = asRefusal(error);
    if (!(refusal instanceof Refusal)) throw error;
    return { kind: "refused", message: refusal.message, fields: refusal.fields };
  }
}

/** Form fields as an object: a name given twice becomes a list; what the framework adds is left out. */
export function formObject(input: FormData | object): object {
  if (!(input instanceof FormData)) return input;
  const names = [...new Set(input.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(
    names.map((name) => {
      const values = input.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
