import { z } from "zod";

import { roles, scopes } from "@/lib/auth/rules";

const day = 24 * 60 * 60 * 1000;

export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .pipe(z.email("Enter an e-mail address."));

export const passwordInput = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(200, "Use at most 200 characters.");

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "Fill this in.")
    .max(most, `Use at most ${most} characters.`)
    .regex(/^\P{Cc}*$/u, "Use one line of text.");

export const personName = line(100);

export const slugInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(40, "Use at most 40 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use lower-case letters, digits and single hyphens.");

/** Form fields give one value as a string; several as a list. */
const listOf = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.split(",").filter(Boolean) : given),
    z.array(value),
  );

export const rolesInput = listOf(z.enum(roles))
  .refine((chosen) => chosen.length > 0, "Choose at least one role.")
  .transform((chosen) => roles.filter((role) => chosen.includes(role)));

export const scopesInput = listOf(z.enum(scopes))
  .refine((chosen) => chosen.length > 0, "Choose at least one scope.")
  .transform((chosen) => scopes.filter((scope) => chosen.includes(scope)));

/** Days from now, or never: what a form offers. */
const expiresInDays = z.preprocess(
  (given) => (given === "" || given === "never" ? null : given),
  z.coerce
    .number("Choose when it expires.")
    .int("Use whole days.")
    .min(1, "Use at least 1 day.")
    .max(3650, "Use at most 3650 days.")
    .nullable(),
);

export function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * day);
}

export const newWorkspaceInput = z.object({
  workspaceName: line(80),
  /** Made from the name when left out. */
  workspaceSlug: z.preprocess((given) => (given === "" ? undefined : given), slugInput.optional()),
});

export const setUpInput = newWorkspaceInput.extend({
  name: personName,
  email: emailInput,
  password: passwordInput,
});

export const inviteInput = z.object({
  email: emailInput,
  roles: rolesInput,
  expiresInDays: z.coerce.number().int().min(1).max(30).default(7),
});

export const acceptInput = z.object({
  token: z.string().max(200),
  name: personName,
  password: passwordInput,
});

export const joinInput = z.object({ token: z.string().max(200), userId: z.uuid() });

export const invitationInput = z.object({ invitationId: z.uuid() });

export const memberInput = z.object({ userId: z.uuid() });

export const changeRolesInput = memberInput.extend({ roles: rolesInput });

export const createKeyInput = z.object({
  name: line(80),
  scopes: scopesInput,
  expiresInDays: expiresInDays.default(90),
});

export const keyInput = z.object({ keyId: z.uuid() });

export const changePasswordInput = z
  .object({
    current: z.string().max(200).default(""),
    password: passwordInput,
    repeat: z.string().optional(),
  })
  .refine(({ password, repeat }) => repeat === undefined || repeat === password, {
    path: ["repeat"],
    message: "The two passwords differ.",
  });

export const changeNameInput = z.object({ name: personName });

export const nothingInput = z.object({});
