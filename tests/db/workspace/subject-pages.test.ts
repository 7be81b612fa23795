import { expect, test } from "vitest";

import { listAuditEntries } from "@/lib/audit/queries";
import { revokeInvitation } from "@/lib/auth/revoke-invitation";
import { pages, type Within } from "@/lib/paths";
import { pagesOfSubjects } from "@/lib/workspace/subject-queries";
import { furnished } from "@/tests/support/furnished";
import { at } from "@/tests/support/gates";

test("what an entry is about is linked to its page, an invitation to the members", async () => {
  const { ws, ids } = await furnished();
  await revokeInvitation(at(ws.admin), { invitationId: ids.invitation });
  const ctx = at(ws.admin);
  const { entries } = await listAuditEntries(ctx, { logging: "show" }, { limit: 500 });
  const places = await pagesOfSubjects(
    ctx,
    entries.map(({ about }) => about),
  );
  const placeOf = (action: string): Within | undefined =>
    places.get(entries.find((entry) => entry.action === action)?.about ?? "");
  expect({
    invited: placeOf("member.invite"),
    revoked: placeOf("member.revoke_invitation"),
    key: placeOf("key.create"),
    member: placeOf("member.deactivate"),
    gate: placeOf("gate.request"),
    model: placeOf("model.set_tag"),
    version: placeOf("version.set_tag"),
    run: places.get(`run:${ids.run}`),
    loggedModel: placeOf("logged_model.create"),
  }).toEqual({
    invited: pages.members,
    revoked: pages.members,
    key: pages.keys,
    member: pages.members,
    gate: pages.gate(ids.gate),
    model: pages.model(ids.model),
    version: pages.version(ids.model, ids.version),
    run: pages.run(ids.run),
    loggedModel: pages.loggedModel(ids.loggedModel),
  });
});

test("what has no page of its own is found where its kind is listed, or nowhere", async () => {
  const { ws } = await furnished();
  const uuid = "01a21e34-3a88-7f59-a0e8-aa5e116f9d63";
  const found = await pagesOfSubjects(at(ws.admin), [
    `invitation:${uuid}`,
    `key:${uuid}`,
    `member:${uuid}`,
    `workspace:${uuid}`,
    `seal:${uuid}`,
    "follower:keep_gates_true/7",
  ]);
  expect(Object.fromEntries(found)).toEqual({
    [`invitation:${uuid}`]: pages.members,
    [`key:${uuid}`]: pages.keys,
    [`member:${uuid}`]: pages.members,
    "follower:keep_gates_true/7": pages.background,
  });
});
