import { expect, test } from "vitest";

import { changedFields, fieldChanges } from "@/components/audit/changed-fields";
import { subjectPage } from "@/components/audit/subject-page";

test("an entry leads to the page of what it is about", () => {
  expect(subjectPage("run:ab12")).toBe("/runs/ab12");
  expect(subjectPage("model:a/b 50%")).toBe("/models/a%2Fb%2050%25");
  expect(subjectPage("version:a/b/3")).toBe("/models/a%2Fb/versions/3");
  expect(subjectPage("workspace:x")).toBeNull();
  expect(subjectPage("constructor:x")).toBeNull();
});

test("before and after are told field by field", () => {
  const before = { stage: "staging", tags: { a: "1", b: "2" } };
  const after = { stage: "production", tags: { a: "1", b: "3" }, roles: ["viewer", "admin"] };
  expect(changedFields(before, after)).toEqual(["stage", "tags", "roles"]);
  expect(fieldChanges(before, after)).toEqual([
    { key: "stage", before: "staging", after: "production" },
    { key: "tags.a", before: "1", after: "1" },
    { key: "tags.b", before: "2", after: "3" },
    { key: "roles", before: null, after: "viewer, admin" },
  ]);
});
