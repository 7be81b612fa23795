import type { NextConfig } from "next";

import { besideApi } from "./lib/transport/api-address";
import { apiPolicy, pagePolicy, securityHeaders } from "./lib/transport/security-headers";

const dev = process.env.NODE_ENV === "development";

const beside = besideApi.join("|");

const withPolicy = (policy: string) =>
  Object.entries(securityHeaders(policy)).map(([key, value]) => ({ key, value }));

export default {
  agentRules: false,
  devIndicators: false,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["graphile-worker", "pino", "postgres"],
  typedRoutes: false,
  async headers() {
    return [
      {
        source: `/((?!(?:w/[^/]+/)?(?:api/|ajax-api/|(?:${beside})$)).*)`,
        headers: withPolicy(pagePolicy(dev)),
      },
      { source: "/(api|ajax-api)/:path*", headers: withPolicy(apiPolicy) },
      { source: "/w/:workspace/(api|ajax-api)/:path*", headers: withPolicy(apiPolicy) },
      { source: `/(${beside})`, headers: withPolicy(apiPolicy) },
      { source: `/w/:workspace/(${beside})`, headers: withPolicy(apiPolicy) },
    ];
  },
  /** Someone without a session is sent to sign in and comes back to the very address, query included. */
  async redirects() {
    const signedOut = {
      missing: [
        { type: "cookie" as const, key: "next-auth.session-token" },
        { type: "cookie" as const, key: "__Secure-next-auth.session-token" },
      ],
      permanent: false,
    };
    return [
      { ...signedOut, source: "/w/:workspace", destination: "/sign-in?from=/w/:workspace" },
      {
        ...signedOut,
        source: `/w/:workspace/:path((?!api/|ajax-api/|(?:${beside})$).+)`,
        destination: "/sign-in?from=/w/:workspace/:path",
      },
    ];
  },
  async rewrites() {
    return {
      beforeFiles: [
        { source: "/w/:workspace/api/:path*", destination: "/api/:path*?gh_workspace=:workspace" },
        {
          source: "/w/:workspace/ajax-api/:path*",
          destination: "/api/:path*?gh_workspace=:workspace",
        },
        { source: "/ajax-api/:path*", destination: "/api/:path*" },
        ...besideApi.map((path) => ({
          source: `/w/:workspace/${path}`,
          destination: `/${path}?gh_workspace=:workspace`,
        })),
      ],
      afterFiles: [],
      fallback: [],
    };
  },
} satisfies NextConfig;
