import "server-only";
import { z } from "zod";

import { linkVerdict } from "@/lib/auth/identity/account-link";
import {
  findAccountByEmail,
  findAccountBySubject,
  listWorkspacesOf,
  type Account,
} from "@/lib/auth/identity/identity-queries";
import { joinByOidc } from "@/lib/auth/identity/join-by-oidc";
import { findInvitedWorkspace, findOidcWorkspace } from "@/lib/auth/identity/oidc-queries";
import { mappedRoles } from "@/lib/auth/identity/role-mapping";
import { deactivatedEverywhere, type SignIn } from "@/lib/auth/identity/sign-in";
import type { Role } from "@/lib/auth/rules";
import type { OidcSettings } from "@/lib/env";

const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).optional(),
  email_verified: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
  name: z.string().trim().optional(),
  preferred_username: z.string().trim().optional(),
});
type Claims = z.output<typeof claimsSchema>;

const refused = (reason: string): SignIn => ({ kind: "refused", reason });

/** Finds, links or creates the account behind a provider's claims and brings its roles up to date. */
export async function signInByOidc(
  settings: OidcSettings,
  profile: unknown,
  now: Date,
): Promise<SignIn> {
  const parsed = claimsSchema.safeParse(profile);
  if (!parsed.success) return refused("unverified");
  const claims = parsed.data;
  const email = verifiedEmail(claims);
  const subject = `${settings.issuer} ${claims.sub}`;
  const bySubject = await findAccountBySubject(subject);
  const byEmail = email ? await findAccountByEmail(email) : undefined;
  const roles = rolesOf(settings, claims);
  const target = await targetWorkspace(settings, email, bySubject ?? byEmail);
  const verdict = linkVerdict({
    bySubject,
    byEmail,
    emailVerified: email !== null,
    welcome: target !== null && (roles.length > 0 || target.invited),
  });
  if (verdict.kind === "refused") return refused(verdict.reason);
  const userId = verdict.kind === "create" ? null : verdict.userId;
  if (target) await join(settings, { target, subject, email, claims, userId, roles }, now);
  const account = await findAccountBySubject(subject);
  if (!account) return refused("uninvited");
  if (await deactivatedEverywhere(account.id)) return refused("deactivated");
  return { kind: "signed in", session: { id: account.id, epoch: account.sessionEpoch } };
}

function rolesOf({ roleClaim, roleMap, defaultRoles }: OidcSettings, claims: Claims): Role[] {
  const mapped = roleClaim === null ? [] : mappedRoles(claims, roleClaim, roleMap);
  return mapped.length > 0 ? mapped : defaultRoles;
}

type Target = { workspaceId: string; byMapping: boolean; invited: boolean };

async function targetWorkspace(
  settings: OidcSettings,
  email: string | null,
  account: Account | undefined,
): Promise<Target | null> {
  const mapped = await findOidcWorkspace(settings.workspace);
  const invited = email ? await findInvitedWorkspace(email) : undefined;
  if (mapped) return { workspaceId: mapped, byMapping: true, invited: invited !== undefined };
  if (invited) return { workspaceId: invited, byMapping: false, invited: true };
  const [first] = account ? await listWorkspacesOf(account.id) : [];
  return first ? { workspaceId: first.id, byMapping: false, invited: false } : null;
}

async function join(
  settings: OidcSettings,
  from: {
    target: Target;
    subject: string;
    email: string | null;
    claims: Claims;
    userId: string | null;
    roles: Role[];
  },
  now: Date,
): Promise<void> {
  const { target, subject, email, claims, userId, roles } = from;
  const name = (claims.name || claims.preferred_username || email || claims.sub).slice(0, 100);
  await joinByOidc(
    {
      actor: { kind: "guest", workspaceId: target.workspaceId, id: null, name },
      now,
    },
    {
      userId,
      subject,
      email,
      name,
      roles: target.byMapping ? roles : [],
      claimDecides: target.byMapping && settings.roleClaim !== null,
    },
  );
}

function verifiedEmail({ email, email_verified }: Claims): string | null {
  const verified = email_verified === true || email_verified === "true";
  return email && verified && z.email().safeParse(email).success ? email : null;
}
