import { expect, test } from "vitest";
import type { z } from "zod";

import { authEndpoints } from "@/lib/auth/endpoints";
import { keyInput, memberInput } from "@/lib/auth/inputs";
import type { Asked } from "@/lib/command";
import { restCommand, restFile, restQuery } from "@/lib/transport/rest";

/* Held by the type checker: each line that must not compile says so. */

const userId = "0190a000-0000-7000-8000-000000000000";
const member = {
  id: userId,
  name: "A",
  email: "a@test.example",
  roles: ["viewer"] as const,
  active: true,
  joinedAt: new Date(0),
  signsInWith: "both" as const,
};
const acting = <Result>(result: Result, schema: z.ZodType = memberInput) =>
  Object.assign(async (_ctx: Asked, _input: { userId: string }) => result, { schema });

test("a read that answers something else than its endpoint states does not compile", () => {
  const { getMember } = authEndpoints;
  restQuery(getMember, async () => member);
  const { email: _, ...nameless } = member;
  // @ts-expect-error -- the address is missing
  restQuery(getMember, async () => nameless);
  // @ts-expect-error -- a moment is a Date here, and becomes text on the wire
  restQuery(getMember, async () => ({ ...member, joinedAt: "1970-01-01T00:00:00.000Z" }));
  // @ts-expect-error -- no such role
  restQuery(getMember, async () => ({ ...member, roles: ["owner"] }));
  // @ts-expect-error -- a file is a response
  restFile(getMember, async () => member);
  expect(restQuery(getMember, async () => member).endpoint).toBe(getMember);
});

test("a command of another input or result does not compile, nor one that another schema judges", () => {
  const { deactivateMember } = authEndpoints;
  restCommand(deactivateMember, acting({ userId }));
  restCommand(deactivateMember, acting(userId), (id) => ({ userId: id }));
  // @ts-expect-error -- the result is no answer, and nothing presents it
  restCommand(deactivateMember, acting(userId));
  // @ts-expect-error -- what presents it leaves the id out
  restCommand(deactivateMember, acting(userId), () => ({}));
  expect(() => restCommand(deactivateMember, acting({ userId }, keyInput))).toThrow(
    "/api/v1/members/{userId}/deactivate states another input than its command takes.",
  );
});
