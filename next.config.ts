import type { NextConfig } from "next";

const dev = process.env.NODE_ENV === "development";

/**
 * Next renders its data as inline scripts; nonces would force a proxy in front of every request. Inline is therefore
 * allowed and everything else is not: no other origin, no frames, no plugins, no eval outside development.
 */
const pagePolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** Answers of the API, uploaded artifacts among them, must never act as a page of this origin. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** MLflow's addresses of a single file: they follow the tracking URI, though they lie outside its API. */
const sentFiles = "get-artifact|model-versions/get-artifact";

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

const withPolicy = (value: string) => [...everywhere, { key: "Content-Security-Policy", value }];

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
        source: `/((?!(?:w/[^/]+/)?(?:api/|ajax-api/|(?:${sentFiles})$)).*)`,
        headers: withPolicy(pagePolicy),
      },
      { source: "/(api|ajax-api)/:path*", headers: withPolicy(apiPolicy) },
      { source: "/w/:workspace/(api|ajax-api)/:path*", headers: withPolicy(apiPolicy) },
      { source: `/(${sentFiles})`, headers: withPolicy(apiPolicy) },
      { source: `/w/:workspace/(${sentFiles})`, headers: withPolicy(apiPolicy) },
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
        source: `/w/:workspace/:path((?!api/|ajax-api/|(?:${sentFiles})$).+)`,
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
        {
          source: "/w/:workspace/get-artifact",
          destination: "/get-artifact?gh_workspace=:workspace",
        },
        {
          source: "/w/:workspace/model-versions/get-artifact",
          destination: "/model-versions/get-artifact?gh_workspace=:workspace",
        },
      ],
      afterFiles: [],
      fallback: [],
    };
  },
} satisfies NextConfig;
