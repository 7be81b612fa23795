import { expect, test } from "vitest";

import { sameOrigin } from "@/lib/auth/identity/origin";

const asked = (headers: Record<string, string>) =>
  sameOrigin(new Headers(headers), "https://gatehouse.example/");

test("our own pages pass, under the configured address or the one in use", () => {
  expect(asked({ origin: "https://gatehouse.example", host: "10.0.0.1:3000" })).toBe(true);
  expect(asked({ origin: "http://localhost:3000", host: "localhost:3000" })).toBe(true);
  expect(asked({ "sec-fetch-site": "same-origin", host: "localhost:3000" })).toBe(true);
});

test("another site, a sandboxed page and a client that does not say are refused", () => {
  const host = "gatehouse.example";
  expect(asked({ origin: "https://evil.example", host })).toBe(false);
  expect(asked({ origin: "https://gatehouse.example.evil.example", host })).toBe(false);
  expect(asked({ origin: "null", host })).toBe(false);
  expect(asked({ origin: "https://evil.example", host, "sec-fetch-site": "same-origin" })).toBe(
    false,
  );
  expect(asked({ "sec-fetch-site": "same-site", host })).toBe(false);
  expect(asked({ host })).toBe(false);
});
