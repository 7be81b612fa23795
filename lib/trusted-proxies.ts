import { BlockList, isIP } from "node:net";

export type Proxies = { has: (address: string) => boolean };

/** Addresses and networks, `10.0.0.0/8, ::1`. Throws at what is none. */
export function parseProxies(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  const given = parts.filter((part) => part !== "");
  proxiesOf(given);
  return given;
}

export function proxiesOf(given: readonly string[]): Proxies {
  const list = new BlockList();
  for (const part of given) {
    const [address = "", length] = part.split("/");
    const family = isIP(address);
    if (family === 0 || (length !== undefined && !/^\d{1,3}$/.test(length)))
      throw new Error(`${part} is no address and no network.`);
    list.addSubnet(
      address,
      Number(length ?? (family === 6 ? 128 : 32)),
      family === 6 ? "ipv6" : "ipv4",
    );
  }
  return {
    has(address) {
      const family = isIP(address);
      return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
    },
  };
}
