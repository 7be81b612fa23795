import { isIP } from "node:net";

import { proxiesOf, type Proxies } from "@/lib/trusted-proxies";

type Headers = Record<string, string | string[] | undefined>;

/**
 * Where a request comes from. What a proxy says of it is believed only of a proxy that was declared, and of a chain of
 * them only up to the first that was not: whatever stands before that, anybody can write.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  proxies: Proxies,
): string {
  const hops = [...(forwarded ?? "").split(","), peer ?? ""].map((hop) => plainAddress(hop));
  for (let at = hops.length - 1; at > 0; at--) {
    const hop = hops[at] ?? "";
    const before = hops[at - 1] ?? "";
    if (!proxies.has(hop) || isIP(before) === 0) return hop;
  }
  return hops[0] ?? "";
}

/** Leaves in the headers only what is true: everything behind this server reads them as they stand. */
export function believeProxies(
  headers: Headers,
  peer: string | undefined,
  trusted: readonly string[],
): void {
  const proxies = proxiesOf(trusted);
  const forwarded = [headers["x-forwarded-for"]].flat().join(",");
  if (!proxies.has(plainAddress(peer ?? ""))) {
    delete headers["forwarded"];
    delete headers["x-forwarded-host"];
    delete headers["x-forwarded-proto"];
    delete headers["x-forwarded-port"];
  }
  headers["x-forwarded-for"] = clientAddress(peer, forwarded, proxies);
}

/** `::ffff:10.0.0.1` is 10.0.0.1, and an address may come with its port. */
function plainAddress(written: string): string {
  const text = written.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
}
