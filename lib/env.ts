import { z } from "zod";

import { signingKey } from "@/lib/audit/signed-head";
import { parseRoleMap, parseRoles, type RoleMap } from "@/lib/auth/identity/role-mapping";
import { roles, type Role } from "@/lib/auth/rules";
import { callers, type DatabaseCaller } from "@/lib/db/limits";
import { parseProxies } from "@/lib/trusted-proxies";
import about from "@/package.json" with { type: "json" };

const whole = (from: number, to: number, unset: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, {
      message: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number)
    .default(unset);

const named = z
  .string()
  .regex(/^\P{Cc}*$/u, { message: "must be one line of text", abort: true })
  .trim()
  .min(1, "must not be empty");

const address = (schemes: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
      message: `must be an address that begins with ${schemes.map((s) => `${s}//`).join(" or ")}`,
    })
    .optional();

const key = z
  .string()
  .refine(
    (text) => {
      try {
        return signingKey(text) !== null;
      } catch {
        return false;
      }
    },
    { message: "must be an Ed25519 private key: PKCS #8 in DER, in base64" },
  )
  .optional();

const readable = (read: (text: string) => unknown, must: string) =>
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
      { message: must },
    )
    .default("");

const ofRoles = (form: string) => `must read ${form}, and the roles are ${roles.join(", ")}`;

/** Every setting Gatehouse reads from its environment. Each is optional: `npm start` fills in what is missing. */
export const environment = z.object({
  HOST: named.default("127.0.0.1"),
  PORT: whole(1, 65_535, 3000),
  NEXTAUTH_URL: address(["http:", "https:"]),
  TRUSTED_PROXIES: readable(
    parseProxies,
    "must be addresses or networks such as 127.0.0.1, 10.0.0.0/8",
  ),
  NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  DATA_DIR: named.optional(),
  ARTIFACT_DIR: named.default(".data/artifacts"),
  AUDIT_DIR: named.default(".data/audit"),
  AUDIT_KEY: key,
  DATABASE_URL: address(["postgres:", "postgresql:"]),
  /** The launcher alone reads it: it brings the schema up to date with it. */
  DATABASE_OWNER_URL: address(["postgres:", "postgresql:"]),
  DATABASE_POOL: whole(1, 500, 12),
  DATABASE_CALLER: z
    .enum(callers, { message: `must be one of ${callers.join(", ")}` })
    .default("tool"),
  WORKER_CONCURRENCY: whole(1, 64, 4),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      message: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info"),
  DEMO: z.enum(["yes", "no"], { message: "must be yes or no" }).optional(),
  OIDC_ISSUER: address(["https:", "http:"]),
  OIDC_CLIENT_ID: named.optional(),
  OIDC_CLIENT_SECRET: named.optional(),
  OIDC_NAME: z.string().trim().optional(),
  OIDC_SCOPE: z.string().trim().default("openid email profile"),
  OIDC_ROLE_CLAIM: z.string().trim().default(""),
  OIDC_ROLE_MAP: readable(parseRoleMap, ofRoles("group=role,role; other group=role")),
  OIDC_DEFAULT_ROLES: readable(parseRoles, ofRoles("role,role")),
  OIDC_WORKSPACE: z.string().trim().default(""),
});

export const { version } = about;

const provider = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** One line per fault, without the value: it may be a secret. An empty setting counts as not given. */
export function environmentFaults(env: Environment): string[] {
  const given = givenIn(env);
  const issues = environment.safeParse(given).error?.issues ?? [];
  const missing = provider.filter((name) => given[name] === undefined);
  return [
    ...issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`),
    ...(missing.length < provider.length ? missing : []).map(
      (name) => `${name} is needed with the other OIDC settings.`,
    ),
  ];
}

/** What the environment says, with what holds where it says nothing. */
export type Settings = {
  host: string;
  port: number;
  /** The address people use. */
  publicUrl: string;
  /** Whose word is taken for where a request comes from: addresses and networks. */
  trustedProxies: string[];
  /** Signs sessions. Null only where no process of the product runs: in a test, or while it is built. */
  sessionSecret: string | null;
  /** Null in the same places. */
  databaseUrl: string | null;
  databasePool: number;
  /** Whose limits hold for what this process asks of the database. */
  databaseCaller: DatabaseCaller;
  artifactDir: string;
  /** Where the signed heads of the audit chains are written down. */
  auditDir: string;
  /** What they are signed with. Null in the same places as `sessionSecret`. */
  auditKey: string | null;
  workerConcurrency: number;
  logLevel: string;
  oidc: OidcSettings | null;
};

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  scope: string;
  /** Null leaves roles to the console; otherwise the claim decides them at every sign-in. */
  roleClaim: string | null;
  roleMap: RoleMap;
  defaultRoles: Role[];
  /** The workspace that mapped roles are for; null means the only one. */
  workspace: string | null;
};

export function settingsOf(env: Environment): Settings {
  const given = environment.parse(givenIn(env));
  return {
    host: given.HOST,
    port: given.PORT,
    publicUrl: given.NEXTAUTH_URL ?? `http://${given.HOST}:${given.PORT}`,
    trustedProxies: parseProxies(given.TRUSTED_PROXIES),
    sessionSecret: given.NEXTAUTH_SECRET ?? null,
    databaseUrl: given.DATABASE_URL ?? null,
    databasePool: given.DATABASE_POOL,
    databaseCaller: given.DATABASE_CALLER,
    artifactDir: given.ARTIFACT_DIR,
    auditDir: given.AUDIT_DIR,
    auditKey: given.AUDIT_KEY ?? null,
    workerConcurrency: given.WORKER_CONCURRENCY,
    logLevel: given.LOG_LEVEL,
    oidc: oidcOf(given),
  };
}

function oidcOf(given: z.output<typeof environment>): OidcSettings | null {
  const {
    OIDC_ISSUER: asGiven,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = given;
  if (asGiven === undefined || clientId === undefined || clientSecret === undefined) return null;
  const issuer = asGiven.replace(/\/+$/, "");
  return {
    issuer,
    clientId,
    clientSecret,
    name: given.OIDC_NAME || new URL(issuer).host,
    scope: given.OIDC_SCOPE,
    roleClaim: given.OIDC_ROLE_CLAIM || null,
    roleMap: parseRoleMap(given.OIDC_ROLE_MAP),
    defaultRoles: parseRoles(given.OIDC_DEFAULT_ROLES),
    workspace: given.OIDC_WORKSPACE || null,
  };
}

/** An empty setting counts as not given. */
function givenIn(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}
