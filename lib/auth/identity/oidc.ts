import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";

import type { OidcSettings } from "@/lib/env";

const claimsSchema = z.looseObject({ sub: z.string().min(1) });

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
