import { expect, test } from "vitest";

import { heldNames, oldSubject } from "@/lib/audit/old-names";

const entry = (seq: number, action: string, name: string, body: object = {}) => ({
  seq,
  action,
  subject: `model:${name}`,
  body: JSON.stringify({ actor: {}, ...body }),
});

const held = heldNames([
  entry(10, "model.create", "credit", { after: { id: "first" } }),
  entry(20, "model.rename", "credit-old", {
    before: { name: "credit" },
    after: { name: "credit-old" },
  }),
  entry(30, "model.create", "credit", { after: { id: "second" } }),
  entry(40, "model.delete", "credit", { before: { id: "second" } }),
  entry(50, "model.create", "credit", { after: { id: "third" } }),
]);

const about = (seq: number, subject: string) =>
  oldSubject({ seq, subject, name: null }, held, null);

test("a name that several models bore is each one's for its own time", () => {
  expect(about(10, "model:credit").about).toBe("model:first");
  expect(about(19, "version:credit/3").about).toBe("version:first/3");
  expect(about(20, "model:credit-old").about).toBe("model:first");
  expect(about(60, "version:credit-old/4").about).toBe("version:first/4");
  expect(about(31, "model:credit").about).toBe("model:second");
  expect(about(40, "model:credit").about).toBe("model:second");
  expect(about(50, "model:credit").about).toBe("model:third");
});

test("where the chain cannot tell whose a name was, the entry keeps its own subject", () => {
  expect(about(25, "model:credit")).toEqual({ about: "model:credit", name: "credit" });
  expect(about(60, "version:unknown/1")).toEqual({
    about: "version:unknown/1",
    name: "unknown version 1",
  });
});

test("names may hold slashes, digits and line breaks", () => {
  const odd = heldNames([entry(1, "model.create", "a/7\nb", { after: { id: "odd" } })]);
  expect(oldSubject({ seq: 2, subject: "model:a/7\nb", name: null }, odd, null)).toEqual({
    about: "model:odd",
    name: "a/7\nb",
  });
  expect(oldSubject({ seq: 2, subject: "version:a/7\nb/12", name: null }, odd, null)).toEqual({
    about: "version:odd/12",
    name: "a/7\nb version 12",
  });
});

test("other old entries go by the name they told, if any", () => {
  const run = { seq: 3, subject: "run:1", name: null };
  expect(oldSubject(run, [], "baseline")).toEqual({ about: "run:1", name: "baseline" });
  expect(oldSubject(run, [], undefined)).toEqual({ about: "run:1", name: null });
});
