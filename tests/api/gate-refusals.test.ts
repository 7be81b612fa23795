import { beforeAll, describe, expect, test } from "vitest";

import { POST as transition } from "@/app/api/2.0/mlflow/model-versions/transition-stage/route";
import {
  DELETE as dropAliasOverMlflow,
  POST as setAliasOverMlflow,
} from "@/app/api/2.0/mlflow/registered-models/alias/route";
import type { Actor, Scope } from "@/lib/auth/rules";
import type { Endpoint } from "@/lib/endpoint";
import { Refusal, refusals, type RefusalCode } from "@/lib/errors";
import { castVote } from "@/lib/gates/decisions/cast-vote";
import { requestGate } from "@/lib/gates/decisions/request-gate";
import { rollBack } from "@/lib/gates/decisions/roll-back";
import { withdrawGate } from "@/lib/gates/decisions/withdraw-gate";
import { changeAliasDirectly } from "@/lib/gates/direct/change-alias-directly";
import { changeStageDirectly } from "@/lib/gates/direct/change-stage-directly";
import { gateEndpoints } from "@/lib/gates/endpoints";
import { refreshGate } from "@/lib/gates/rounds/refresh-gate";
import { addModel, addVersion, at, gateWorkspace, type GateWorkspace } from "@/tests/support/gates";
import { byKey, refusalOf } from "@/tests/support/rest";
import type { UserActor } from "@/tests/support/workspace";

/*
 * What may not be done is refused by the command, and so alike through everything that calls it: with the command's
 * code in process, its status over REST, and MLflow's own code on the MLflow wire.
 */

type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>;

let ws: GateWorkspace;
let model: { id: string; name: string };
let gateId: string;
const reason = "Because it is so.";

beforeAll(async () => {
  ws = await gateWorkspace();
  model = await addModel(ws, { tier: "high" });
  await addVersion(ws, model, 1, { stage: "staging" });
  await addVersion(ws, model, 2);
  ({ gateId } = await requestGate(at(ws.requester), {
    model: model.name,
    version: 1,
    stage: "production",
  }));
});

async function overMlflow(handler: Handler, owner: UserActor, body: object) {
  const key = await ws.key(owner, all);
  const request = new Request("http://127.0.0.1/api", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

async function overRest(
  endpoint: Endpoint,
  owner: UserActor,
  input: Record<string, unknown>,
  scopes?: Scope[],
) {
  return refusalOf(await byKey(ws, owner, scopes), endpoint, input);
}

async function codeOf(act: Promise<unknown>): Promise<RefusalCode | "done"> {
  try {
    await act;
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const machine = (owner: UserActor, scopes: Scope[]): Actor => ({
  kind: "machine",
  workspaceId: owner.workspaceId,
  id: owner.id,
  name: owner.name,
  keyId: owner.id,
  keyName: "ci",
  roles: owner.roles,
  scopes,
});

const all: Scope[] = ["read", "track", "register", "gate"];
const ballot = () => ({ round: 1, choice: "go" as const, reason });
const ask = () => ({ model: model.name, version: 1, stage: "production" as const });

type Case = {
  what: string;
  code: RefusalCode;
  command: () => Promise<unknown>;
  rest: () => Promise<{ status: number; code: string }>;
};

const cases: Case[] = [
  {
    what: "a vote by API key, though its owner may vote",
    code: "forbidden",
    command: () => castVote(at(machine(ws.risk, all)), { gateId, ...ballot() }),
    rest: () => overRest(gateEndpoints.vote, ws.risk, { gateId, ...ballot() }),
  },
  {
    what: "a gate asked for by a viewer",
    code: "forbidden",
    command: async () => requestGate(at(await viewer()), ask()),
    rest: async () => overRest(gateEndpoints.request, await viewer(), ask()),
  },
  {
    what: "a gate asked for by a key without the scope",
    code: "forbidden",
    command: () => requestGate(at(machine(ws.requester, ["read"])), ask()),
    rest: () => overRest(gateEndpoints.request, ws.requester, ask(), ["read"]),
  },
  {
    what: "a second gate for the same step",
    code: "taken",
    command: () => requestGate(at(ws.requester), ask()),
    rest: () => overRest(gateEndpoints.request, ws.requester, ask()),
  },
  {
    what: "a gate that skips a stage",
    code: "invalid",
    command: () => requestGate(at(ws.requester), { ...ask(), version: 2 }),
    rest: () => overRest(gateEndpoints.request, ws.requester, { ...ask(), version: 2 }),
  },
  {
    what: "a gate for a version that is not there",
    code: "missing",
    command: () => requestGate(at(ws.requester), { ...ask(), version: 99 }),
    rest: () => overRest(gateEndpoints.request, ws.requester, { ...ask(), version: 99 }),
  },
  {
    what: "a refresh by a reviewer",
    code: "forbidden",
    command: () => refreshGate(at(ws.risk), { gateId }),
    rest: () => overRest(gateEndpoints.refresh, ws.risk, { gateId }),
  },
  {
    what: "a withdrawal without a reason",
    code: "invalid",
    command: () => withdrawGate(at(ws.requester), { gateId, reason: "" }),
    rest: () => overRest(gateEndpoints.withdraw, ws.requester, { gateId, reason: "" }),
  },
  {
    what: "a withdrawal by a reviewer",
    code: "forbidden",
    command: () => withdrawGate(at(ws.business), { gateId, reason }),
    rest: () => overRest(gateEndpoints.withdraw, ws.business, { gateId, reason }),
  },
  {
    what: "a rollback by a data scientist",
    code: "forbidden",
    command: () => rollBack(at(ws.requester), { model: model.name, reason }),
    rest: () => overRest(gateEndpoints.rollBack, ws.requester, { model: model.name, reason }),
  },
  {
    what: "a rollback with nowhere to go",
    code: "invalid",
    command: () => rollBack(at(ws.engineer), { model: model.name, reason }),
    rest: () => overRest(gateEndpoints.rollBack, ws.engineer, { model: model.name, reason }),
  },
  {
    what: "an unknown field",
    code: "invalid",
    command: () => {
      const forced = { model: model.name, reason, force: true };
      return rollBack(at(ws.engineer), forced);
    },
    rest: () =>
      overRest(gateEndpoints.rollBack, ws.engineer, { model: model.name, reason, force: true }),
  },
];

let cachedViewer: UserActor | undefined;
async function viewer(): Promise<UserActor> {
  cachedViewer ??= await ws.member(["viewer"]);
  return cachedViewer;
}

describe("refused by the command and over REST alike", () => {
  test.each(cases)("$what", async ({ code, command, rest }) => {
    expect(await codeOf(command())).toBe(code);
    expect(await rest()).toMatchObject({ status: refusals[code].status, code });
  });
});

describe("past the gate is refused by the command and on the MLflow wire alike", () => {
  const denied = {
    status: 403,
    answer: {
      error_code: "PERMISSION_DENIED",
      message: expect.stringContaining("production gate"),
    },
  };

  test("setting the stage", async () => {
    const change = { model: model.name, version: 1, stage: "production" as const };
    expect(await codeOf(changeStageDirectly(at(ws.engineer), change))).toBe("forbidden");
    const wire = { name: model.name, version: "1", stage: "Production" };
    expect(await overMlflow(transition, ws.engineer, wire)).toMatchObject(denied);
  });

  test("pointing the champion alias", async () => {
    const change = { model: model.name, alias: "champion", version: 1 };
    expect(await codeOf(changeAliasDirectly(at(ws.engineer), change))).toBe("forbidden");
    const wire = { name: model.name, alias: "champion", version: "1" };
    expect(await overMlflow(setAliasOverMlflow, ws.engineer, wire)).toMatchObject(denied);
  });

  test("an alias that nobody holds may be dropped; it is not the champion's", async () => {
    const change = { model: model.name, alias: "champion", version: null };
    expect(await codeOf(changeAliasDirectly(at(ws.engineer), change))).toBe("done");
    expect(dropAliasOverMlflow).toBeTypeOf("function");
  });
});
