import { expect, test } from "vitest";

import { changedFields, fieldChanges } from "@/components/audit/changed-fields";

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
