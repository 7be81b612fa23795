import { z } from "zod";

import { parseRoleMap, parseRoles } from "@/lib/auth/identity/role-mapping";
import { roles } from "@/lib/auth/rules";
import { version } from "@/package.json";

const whole = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, {
      message: `must be a whole number from ${from} to ${to}`,
    })
    .optional();

const address = (schemes: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
      message: `must be an address that begins with ${schemes.map((s) => `${s}//`).join(" or ")}`,
    })
    .optional();

const readable = (read: (text: string) => unknown, form: string) =>
  z
    .string()
    .refine(
      (text) => {
        try {
          read(text);
          return true;
        } catch {
          return false;
        }
      },
      { message: `must read ${form}, and the roles are ${roles.join(", ")}` },
    )
    .optional();

/** Every setting Gatehouse reads from its environment. Each is optional: `npm start` fills in what is missing. */
export const environment = z.object({
  HOST: z.string().min(1, "must not be empty").optional(),
  PORT: whole(1, 65_535),
  NEXTAUTH_URL: address(["http:", "https:"]),
  NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  DATA_DIR: z.string().min(1, "must not be empty").optional(),
  ARTIFACT_DIR: z.string().min(1, "must not be empty").optional(),
  DATABASE_URL: address(["postgres:", "postgresql:"]),
  DATABASE_POOL: whole(1, 500),
  WORKER_CONCURRENCY: whole(1, 64),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      message: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .optional(),
  DEMO: z.enum(["yes", "no"], { message: "must be yes or no" }).optional(),
  OIDC_ISSUER: address(["https:", "http:"]),
  OIDC_CLIENT_ID: z.string().min(1, "must not be empty").optional(),
  OIDC_CLIENT_SECRET: z.string().min(1, "must not be empty").optional(),
  OIDC_NAME: z.string().optional(),
  OIDC_SCOPE: z.string().optional(),
  OIDC_ROLE_CLAIM: z.string().optional(),
  OIDC_ROLE_MAP: readable(parseRoleMap, "group=role,role; other group=role"),
  OIDC_DEFAULT_ROLES: readable(parseRoles, "role,role"),
  OIDC_WORKSPACE: z.string().optional(),
});

export { version };

const provider = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

/** One line per fault, without the value: it may be a secret. An empty setting counts as not given. */
export function environmentFaults(env: Readonly<Record<string, string | undefined>>): string[] {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const issues = environment.safeParse(given).error?.issues ?? [];
  const missing = provider.filter((name) => given[name] === undefined);
  return [
    ...issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`),
    ...(missing.length < provider.length ? missing : []).map(
      (name) => `${name} is needed with the other OIDC settings.`,
    ),
  ];
}
