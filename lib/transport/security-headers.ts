/** Headers of every answer, whichever server gives it. Plain values: next.config.ts reads them too. */

/**
 * Next renders its data as inline scripts; nonces would force a proxy in front of every request. Inline is therefore
 * allowed and everything else is not: no other origin, no frames, no plugins, no eval outside development.
 */
export const pagePolicy = (dev: boolean): string =>
  [
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
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

export function securityHeaders(policy: string): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": policy,
  };
}
