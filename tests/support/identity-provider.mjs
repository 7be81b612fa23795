// A real OpenID provider for the browser test. Arguments: its own address, the address of the product.
// GET /groups?sub=<login>&groups=a,b sets what the provider says of somebody; a login that begins with
// "unverified" has an address the provider does not vouch for.
import http from "node:http";

import { Provider } from "oidc-provider";

const [issuer, product] = process.argv.slice(2);
const groups = new Map();

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: process.env["OIDC_CLIENT_ID"],
      client_secret: process.env["OIDC_CLIENT_SECRET"],
      redirect_uris: [`${product}/api/auth/callback/oidc`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@identity.example`,
      email_verified: !id.startsWith("unverified"),
      name: `Person ${id}`,
      groups: groups.get(id) ?? [],
    }),
  }),
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["only for tests"] },
});

const answer = provider.callback();
const { hostname, port } = new URL(issuer);
http
  .createServer((request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname !== "/groups") return answer(request, response);
    groups.set(
      url.searchParams.get("sub"),
      url.searchParams.get("groups").split(",").filter(Boolean),
    );
    response.end("ok");
  })
  .listen(Number(port), hostname, () => console.log("ready"));
