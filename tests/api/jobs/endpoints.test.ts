import { beforeAll, expect, test } from "vitest";

import { failedReactions } from "@/drizzle/schema/jobs";
import { db } from "@/lib/db/client";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { createModel } from "@/lib/registry/create-model";
import { describeModel } from "@/lib/registry/describe-model";
import { at } from "@/tests/support/gates";
import { answerOf, byKey, refusalOf, unanswered, type Client } from "@/tests/support/rest";
import { makeWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const follower = "keep_gates_true";
let ws: TestWorkspace;
let client: Client;

beforeAll(async () => {
  ws = await makeWorkspace();
  client = await byKey(ws, ws.admin);
  await createModel(at(ws.admin), { name: "followed" });
  await describeModel(at(ws.admin), { name: "followed", purpose: "Scores" });
  const { workspaceId } = ws;
  const failed = { workspaceId, follower, attempts: 3, fault: "Timed out.", failedAt: new Date() };
  await db.insert(failedReactions).values([
    { ...failed, seq: 1, status: "waiting", nextAt: new Date() },
    { ...failed, seq: 2, status: "parked" },
    { ...failed, seq: 3, status: "parked" },
  ]);
});

test("followers say how far behind they are", async () => {
  const { followers } = await answerOf(client, jobEndpoints.followers);
  expect(followers.find(({ name }) => name === follower)).toMatchObject({
    behind: 1,
    since: expect.any(Date),
  });
});

test("failed reactions are listed, page by page", async () => {
  const first = await answerOf(client, jobEndpoints.reactions, { limit: 1 });
  const { next: cursor } = first;
  const rest = await answerOf(client, jobEndpoints.reactions, { cursor });
  const all = [...first.reactions, ...rest.reactions];
  expect(all.map(({ seq, status }) => [seq, status])).toEqual([
    [3, "parked"],
    [2, "parked"],
    [1, "waiting"],
  ]);
  expect(rest.next).toBeNull();
});

test("a parked one is tried again, and another dismissed", async () => {
  await answerOf(client, jobEndpoints.retry, { follower, seq: 2 });
  await answerOf(client, jobEndpoints.dismiss, { follower, seq: 3 });
  const { reactions } = await answerOf(client, jobEndpoints.reactions);
  expect(reactions.map(({ seq, status }) => [seq, status])).toEqual([
    [2, "waiting"],
    [1, "waiting"],
  ]);
});

test("nobody else sees them, and what is still tried is not dismissed", async () => {
  const viewer = await byKey(ws, await ws.member(["viewer"]));
  expect(await refusalOf(viewer, jobEndpoints.reactions)).toMatchObject({ status: 403 });
  expect(await refusalOf(client, jobEndpoints.dismiss, { follower, seq: 1 })).toMatchObject({
    status: 409,
  });
  expect(await refusalOf(client, jobEndpoints.retry, { follower, seq: 9 })).toMatchObject({
    status: 404,
  });
});

test("every endpoint has answered", () => {
  expect(unanswered(jobEndpoints)).toEqual([]);
});
