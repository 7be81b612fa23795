import { expect, test } from "vitest";

import { rollbackTarget } from "@/lib/gates/decisions/rollback-target";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const approvals = [1, 2, 3].map((version) => ({ version, at: at(version) }));
const usable = new Set([1, 2, 3]);

test("returns to the version approved before the current one", () => {
  expect(rollbackTarget({ current: 3, approvals, rolledBack: [], usable })).toBe(2);
});

test("a second rollback goes further back, not forward again", () => {
  const rolledBack = [{ version: 3, at: at(4) }];
  expect(rollbackTarget({ current: 2, approvals, rolledBack, usable })).toBe(1);
});

test("a version that was rolled back and never approved again is passed over", () => {
  const again = [...approvals, { version: 4, at: at(6) }];
  const rolledBack = [{ version: 3, at: at(4) }];
  const history = { current: 4, approvals: again, rolledBack, usable: new Set([1, 2, 3, 4]) };
  expect(rollbackTarget(history)).toBe(2);
});

test("a retired or deleted version is passed over", () => {
  expect(rollbackTarget({ current: 3, approvals, rolledBack: [], usable: new Set([1, 3]) })).toBe(
    1,
  );
});

test("there is no target for the first approved version", () => {
  expect(rollbackTarget({ current: 1, approvals, rolledBack: [], usable })).toBeUndefined();
});

test("where nothing serves, the last approved version that can", () => {
  expect(rollbackTarget({ current: null, approvals, rolledBack: [], usable })).toBe(3);
});
