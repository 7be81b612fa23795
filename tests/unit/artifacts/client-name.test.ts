import { expect, test } from "vitest";

import { clientName } from "@/lib/artifacts/client-name";

test.each([
  ["plain.txt", "plain.txt"],
  ["dog%step%20%timestamp.png", "dog%step %timestamp.png"],
  ["twice%2520over", "twice over"],
  ["l%C3%A9", "lé"],
  ["%C3%28", "\uFFFD("],
  ["line%0abreak%17", "linebreak\u0017"],
  ["100%", "100%"],
])("%s is to clients %s", (name, asked) => {
  expect(clientName(name)).toBe(asked);
  expect(clientName(asked)).toBe(asked);
});
