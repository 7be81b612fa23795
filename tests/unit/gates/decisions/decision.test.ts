import { array, assert, integer, property, record, subarray } from "fast-check";
import { expect, test } from "vitest";

import { reviewerRoles, type Actor, type Role } from "@/lib/auth/rules";
import {
  eligibility,
  nextStages,
  outcome,
  owedBy,
  seat,
  slotsOf,
} from "@/lib/gates/decisions/decision";

const person = (id: string, roles: readonly Role[]): Actor => ({
  kind: "user",
  workspaceId: "w",
  id,
  name: id,
  email: `${id}@example.com`,
  roles,
});

const gate = {
  status: "open" as const,
  requestedById: "rhea",
  authorId: "theo",
  contributors: ["theo", "cleo"],
  quorum: { validation_reviewer: 1, risk_reviewer: 1 },
  voted: ["past"],
};

test("a person with two roles takes the seat that leaves the other to somebody who has no choice", () => {
  const quorum = { validation_reviewer: 1, risk_reviewer: 1 };
  const both = { id: "both", roles: ["validation_reviewer", "risk_reviewer"] as Role[] };
  const only = { id: "only", roles: ["validation_reviewer"] as Role[] };
  for (const voters of [
    [both, only],
    [only, both],
  ]) {
    const seats = seat(quorum, voters);
    expect(seats.get("both")).toBe("risk_reviewer");
    expect(seats.get("only")).toBe("validation_reviewer");
    expect(outcome("go", quorum, seats)).toBe("go");
  }
});

test("one person never counts twice, whatever roles they hold", () => {
  const quorum = { validation_reviewer: 1, risk_reviewer: 1, business_reviewer: 1 };
  const seats = seat(quorum, [
    { id: "all", roles: reviewerRoles },
    { id: "all", roles: reviewerRoles },
  ]);
  expect(seats.size).toBe(1);
  expect(outcome("go", quorum, seats)).toBe("open");
});

test("the number of seats taken is the largest possible", () => {
  const quorums = record({
    validation_reviewer: integer({ min: 0, max: 2 }),
    risk_reviewer: integer({ min: 0, max: 2 }),
    business_reviewer: integer({ min: 0, max: 1 }),
  });
  const people = array(subarray([...reviewerRoles], { minLength: 1 }), { maxLength: 5 });
  assert(
    property(quorums, people, (quorum, roleSets) => {
      const voters = roleSets.map((roles, index) => ({ id: `p${index}`, roles }));
      const seats = seat(quorum, voters);
      expect(seats.size).toBe(bruteForce(slotsOf(quorum), voters));
      for (const [id, role] of seats)
        expect(voters.find((voter) => voter.id === id)?.roles).toContain(role);
    }),
  );
});

function bruteForce(slots: Role[], voters: { id: string; roles: readonly Role[] }[]): number {
  const [first, ...rest] = slots;
  if (!first) return 0;
  const without = bruteForce(rest, voters);
  return voters.reduce((most, voter) => {
    if (!voter.roles.includes(first)) return most;
    return Math.max(
      most,
      1 +
        bruteForce(
          rest,
          voters.filter((other) => other !== voter),
        ),
    );
  }, without);
}

test("what is owed names each role with how many are missing", () => {
  const quorum = { validation_reviewer: 2, risk_reviewer: 1 };
  const seats = seat(quorum, [{ id: "a", roles: ["validation_reviewer"] }]);
  expect(owedBy(quorum, seats)).toEqual({ validation_reviewer: 1, risk_reviewer: 1 });
});

test.each([
  ["the requester", person("rhea", ["risk_reviewer"]), "requester"],
  ["who trained it", person("theo", ["risk_reviewer"]), "author"],
  ["who logged to its run", person("cleo", ["risk_reviewer"]), "author"],
  ["an admin without a reviewer role", person("ada", ["admin"]), "role"],
  ["a reviewer of a role not asked for", person("sol", ["security_reviewer"]), "role"],
  ["one who has voted", person("past", ["risk_reviewer"]), "voted"],
])("%s may not vote", (_, actor, bar) => {
  expect(eligibility(gate, actor)).toMatchObject({ may: false, bar });
});

test("an API key never votes, even a reviewer's", () => {
  const key: Actor = {
    kind: "machine",
    workspaceId: "w",
    id: "vera",
    name: "vera",
    keyId: "k",
    keyName: "ci",
    roles: ["risk_reviewer"],
    scopes: ["read", "gate", "admin"],
  };
  expect(eligibility(gate, key)).toMatchObject({ may: false, bar: "key" });
});

test("nobody votes on a closed gate", () => {
  const closed = { ...gate, status: "go" as const };
  expect(eligibility(closed, person("vera", ["risk_reviewer"]))).toMatchObject({ bar: "decided" });
});

test("recycle and stop decide at once; go waits for every role", () => {
  const seats = seat(gate.quorum, [{ id: "vera", roles: ["risk_reviewer"] }]);
  expect(outcome("stop", gate.quorum, seats)).toBe("stop");
  expect(outcome("recycle", gate.quorum, seats)).toBe("recycle");
  expect(outcome("go", gate.quorum, seats)).toBe("open");
});

test("stages are entered one at a time, and retirement is final", () => {
  expect(nextStages("experimental")).not.toContain("production");
  expect(nextStages("staging")).toContain("production");
  expect(nextStages("production")).toEqual(["retired"]);
  expect(nextStages("retired")).toEqual([]);
});
