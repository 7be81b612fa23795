/**
 * Whether a browser says this request came from our own pages. A site cannot forge its Origin, nor the Host the
 * browser sends, so either match proves it; requests without an Origin pass only when Sec-Fetch-Site vouches.
 */
export function sameOrigin(headers: Headers, publicUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (origin === new URL(publicUrl).origin) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
}
