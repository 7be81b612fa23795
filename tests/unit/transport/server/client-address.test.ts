import { expect, test } from "vitest";

import { believeProxies, clientAddress } from "@/lib/transport/server/client-address";
import { parseProxies, proxiesOf } from "@/lib/trusted-proxies";

const none = proxiesOf([]);
const declared = proxiesOf(["10.0.0.0/8", "::1"]);

test("without a declared proxy whoever connects is the client, whatever they say", () => {
  for (const said of [undefined, "", "203.0.113.9", "203.0.113.9, 10.0.0.1", "unknown", ","])
    expect(clientAddress("198.51.100.7", said, none)).toBe("198.51.100.7");
});

const from = (peer: string, said: string | undefined) => clientAddress(peer, said, declared);

test("of a chain of proxies the first that was not declared is the client", () => {
  expect(from("10.1.1.1", "203.0.113.9")).toBe("203.0.113.9");
  expect(from("::ffff:10.1.1.1", "203.0.113.9, 10.2.2.2")).toBe("203.0.113.9");
  expect(from("::1", "192.0.2.66, 203.0.113.9:4711, 10.2.2.2")).toBe("203.0.113.9");
  expect(from("10.1.1.1", "[2001:db8::1]:443")).toBe("2001:db8::1");
  // a client behind one cannot hide behind what is no address
  expect(from("10.1.1.1", "unknown")).toBe("10.1.1.1");
  expect(from("10.1.1.1", undefined)).toBe("10.1.1.1");
  expect(from("198.51.100.7", "203.0.113.9")).toBe("198.51.100.7");
});

test("what only a proxy may say is taken out of a stranger's headers and left in a proxy's", () => {
  const said = {
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-host": "elsewhere.example",
    "x-forwarded-proto": "https",
    host: "gatehouse.test",
  };
  const stranger = { ...said };
  believeProxies(stranger, "198.51.100.7", ["10.0.0.0/8"]);
  expect(stranger).toEqual({ "x-forwarded-for": "198.51.100.7", host: "gatehouse.test" });
  const proxy = { ...said };
  believeProxies(proxy, "10.3.2.1", ["10.0.0.0/8"]);
  expect(proxy).toEqual(said);
});

test("a setting that names no address is a fault", () => {
  expect(parseProxies(" 10.0.0.0/8 , ::1 ")).toEqual(["10.0.0.0/8", "::1"]);
  for (const wrong of ["proxy.example", "10.0.0.0/x", "10.0.0.0/64", "all"])
    expect(() => parseProxies(wrong)).toThrow();
});
