import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";

import { parseRoleMap, parseRoles, type RoleMap } from "@/lib/auth/identity/role-mapping";
import type { Role } from "@/lib/auth/rules";

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

/** Null unless OIDC_ISSUER is set. */
export function oidcSettings(): OidcSettings | null {
  const issuer = read("OIDC_ISSUER").replace(/\/+$/, "");
  if (issuer === "") return null;
  return {
    issuer,
    clientId: read("OIDC_CLIENT_ID"),
    clientSecret: read("OIDC_CLIENT_SECRET"),
    name: read("OIDC_NAME") || new URL(issuer).host,
    scope: read("OIDC_SCOPE") || "openid email profile",
    roleClaim: read("OIDC_ROLE_CLAIM") || null,
    roleMap: parseRoleMap(read("OIDC_ROLE_MAP")),
    defaultRoles: parseRoles(read("OIDC_DEFAULT_ROLES")),
    workspace: read("OIDC_WORKSPACE") || null,
  };
}

const claimsSchema = z.looseObject({ sub: z.string().min(1) });
function read(name: string): string {
  return process.env[name]?.trim() ?? "";
}

type Claims = Record<string, unknown>;

export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  return {
    id: "oidc",
    name: settings.name,
    type: "oauth",
    wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: settings.scope } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // Providers differ in which of the two holds e-mail and groups; where both do, the signed token wins.
    userinfo: {
      request: async ({ client, tokens }) => {
        const signed = claimsOf(tokens.id_token);
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return signed;
        const more = await client.userinfo(tokens.access_token);
        // OpenID Connect Core 5.3.2: an answer about another subject must not be used.
        return more.sub === signed.sub ? { ...more, ...signed } : signed;
      },
    },
    profile: (claims) => ({ id: String(claims["sub"]) }),
  };
}

/** The payload of an ID token whose signature and nonce the client has verified already. */
function claimsOf(idToken: string | undefined): Claims & { sub: string } {
  const payload = (idToken ?? "").split(".")[1] ?? "";
  return claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}
