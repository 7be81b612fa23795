import { z } from "zod";

import { roles } from "@/lib/auth/rules";
import { created, get, moment, pageOf, post, values } from "@/lib/endpoint";
import type { Path } from "@/lib/evidence/path";
import {
  CastVote,
  GateFilter,
  NoFilter,
  OneGate,
  RefreshGate,
  RequestGate,
  RollBack,
  WithdrawGate,
} from "@/lib/gates/inputs";
import { gateStatuses, levels, policyTiers, verdicts, voteChoices } from "@/lib/gates/rules";
import { stages } from "@/lib/registry/rules";

const id = z.uuid();
const text = z.string();
const number = z.int();
const Stage = z.enum(stages);
const Status = z.enum(gateStatuses);
const Role = z.enum(roles);
const Quorum = z.partialRecord(Role, z.int());

const Path: z.ZodType<Path> = z
  .lazy(() => z.array(z.union([text, Path])))
  .meta({
    id: "Path",
    description: "A place in the evidence. A step that is a path stands for the text found there.",
  });

const Check = z
  .strictObject({
    id: text,
    title: text,
    level: z.enum(levels),
    expression: text,
    value: text.optional(),
    limit: text.optional(),
    remedy: text.optional(),
  })
  .meta({ id: "Check" });

const policy = {
  checks: z.array(Check),
  reads: z.array(Path).optional().meta({ description: "The evidence that the checks read." }),
  quorum: Quorum.meta({ description: "How many go votes each role owes." }),
  directChanges: z.enum(["refuse", "allow"]),
};

const CheckResult = z
  .strictObject({
    id: text,
    title: text,
    level: z.enum(levels),
    verdict: z.enum(verdicts),
    reason: text,
    value: text.optional(),
    limit: text.optional(),
    wholeValue: text.optional().meta({ description: "The value to its last digit, if rounded." }),
    wholeLimit: text.optional().meta({ description: "The limit to its last digit, if rounded." }),
    source: text,
    measuredAt: z.iso.datetime().nullable(),
    late: z
      .array(text)
      .optional()
      .meta({ description: "Metrics it reads that were logged after the run was over." }),
  })
  .meta({ id: "CheckResult" });

const GateLine = z
  .strictObject({
    id,
    modelName: text,
    version: number,
    stage: Stage,
    status: Status,
    tier: z.enum(policyTiers),
    round: number,
    requestedById: id.nullable(),
    requestedByName: text,
    authorId: id.nullable(),
    openedAt: moment,
    decidedAt: moment.nullable(),
    decidedByName: text.nullable(),
    reason: text.nullable(),
    checks: z.strictObject({ passed: z.int(), total: z.int(), blocking: z.int() }),
    owed: Quorum,
    voted: z.array(id),
  })
  .meta({ id: "GateLine" });

const Vote = z
  .strictObject({
    round: number,
    voterId: id,
    voterName: text,
    role: Role,
    choice: z.enum(voteChoices),
    reason: text,
    castAt: moment,
    selfGranted: z.boolean().meta({
      description: "The voter, as an admin, had given themselves the role they are counted in.",
    }),
    lapse: text.nullable().meta({ description: "Why this go does not count; null where it does." }),
    lapsedAt: moment.nullable(),
  })
  .meta({ id: "Vote" });

const Moved = z.strictObject({ path: text, from: text, to: text }).meta({ id: "Moved" });

const Round = z
  .strictObject({
    round: number,
    openedAt: moment,
    cause: text,
    digest: text,
    reads: z.array(Path).nullable().meta({ description: "What the digest is made over." }),
    evidence: values,
    checks: z.array(CheckResult),
    votes: z.array(Vote),
    moved: z.array(Moved).meta({ description: "Against the round before." }),
  })
  .meta({ id: "Round" });

const Vacant = Quorum.meta({
  description: "Seats that no active member could take but those who may not decide here.",
});

const Gate = z
  .strictObject({
    format: z.literal("gatehouse.decision/1"),
    id,
    model: text,
    version: number,
    stage: Stage,
    status: Status,
    round: number,
    note: text,
    openedAt: moment,
    requestedBy: z.strictObject({ id: id.nullable(), name: text }),
    decision: z
      .strictObject({
        at: moment,
        by: z.strictObject({ id: id.nullable(), name: text.nullable() }),
        reason: text.nullable(),
      })
      .nullable(),
    policy: z.strictObject({ tier: z.enum(policyTiers), revision: number, ...policy }),
    seats: z.int(),
    owed: Quorum,
    vacant: Vacant,
    votes: z.array(Vote),
    rounds: z.array(Round).meta({ description: "Newest first." }),
    outdated: z.array(Moved).meta({
      description: "What the checks read that changed since the present round was opened.",
    }),
    aside: z.array(Moved).meta({ description: "What changed meanwhile that no check reads." }),
    contributors: z.array(z.strictObject({ id, name: text, firstAt: moment, lastAt: moment })),
  })
  .meta({ id: "Gate" });

const Policy = z
  .strictObject({
    tier: z.enum(policyTiers),
    stage: Stage,
    revision: number,
    content: z.strictObject(policy),
    createdAt: moment,
    createdByName: text,
  })
  .meta({ id: "Policy" });

export const gateEndpoints = {
  list: get("gates", "List gates, newest first", {
    input: GateFilter,
    answer: pageOf({ gates: z.array(GateLine) }),
  }),
  request: post("gates", "Ask for a version's promotion to a stage", {
    input: RequestGate,
    answer: z.strictObject({ gateId: id, round: number, status: Status, vacant: Vacant }),
    status: created,
  }),
  get: get("gates/{gateId}", "Read a gate with its rounds, evidence, checks and votes", {
    input: OneGate,
    answer: Gate,
  }),
  record: get("gates/{gateId}/record", "Download the same record as a file", {
    input: OneGate,
    answer: Gate,
  }),
  vote: post("gates/{gateId}/votes", "Vote on a gate (people only, with a session)", {
    input: CastVote,
    answer: z.strictObject({ gateId: id, status: Status, owed: Quorum }),
  }),
  refresh: post("gates/{gateId}/refresh", "Read the evidence anew, for a new round", {
    input: RefreshGate,
    answer: z.strictObject({ gateId: id, round: number, moved: z.array(Moved) }),
  }),
  withdraw: post("gates/{gateId}/withdraw", "Withdraw a gate", {
    input: WithdrawGate,
    answer: z.strictObject({ gateId: id, status: Status }),
  }),
  rollBack: post("rollbacks", "Return a model to its last approved version", {
    input: RollBack,
    answer: z.strictObject({ model: text, from: number.nullable(), to: number }),
  }),
  listPolicies: get("policies", "List the policies in force", {
    input: NoFilter,
    answer: z.strictObject({ policies: z.array(Policy) }),
  }),
};
