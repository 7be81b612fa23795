import { expect, test } from "vitest";

import { match, staticItems } from "@/components/shell/palette-items";
import { currentPlace, places } from "@/components/shell/places";

const items = staticItems("demo", true);
const titles = (query: string) => match(items, query).map(({ title }) => title);

test("an empty query shows everything", () => {
  expect(titles("  ")).toHaveLength(items.length);
});

test("every word of the query begins a word of the entry", () => {
  expect(titles("go mod")).toEqual(["Models"]);
  expect(titles("dark")).toEqual(["Use dark colours"]);
  expect(titles("odels")).toEqual([]);
});

test("a title that begins with the query comes first", () => {
  expect(titles("go")[0]).not.toBe("Sign out");
  expect(titles("api")[0]).toBe("API keys");
});

test("an entry of a workspace goes into that workspace", () => {
  expect(match(items, "models")[0]?.does).toEqual({ go: "/w/demo/models" });
});

test("the audit log is offered only to those who may read it", () => {
  expect(staticItems("demo", false).some(({ title }) => title === "Audit log")).toBe(false);
});

test("no two places share a key", () => {
  expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
});

test.each([
  ["/w/demo", "Home"],
  ["/w/demo/experiments/4", "Experiments"],
  ["/w/demo/runs/abc", "Experiments"],
  ["/w/demo/compare", "Experiments"],
  ["/w/demo/models/churn/versions/3", "Models"],
  ["/w/demo/settings/keys", "API keys"],
  ["/w/demo/nowhere", undefined],
])("%s lights up %s", (path, label) => {
  expect(currentPlace(path, "demo")?.label).toBe(label);
});
