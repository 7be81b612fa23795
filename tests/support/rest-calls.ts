import type { Call, Calls } from "@/tests/support/tracking-calls";

const reason = "Not what we agreed on.";
const answers = { reach: "internal", autonomy: "advises", use: "insight", harm: "small" };

const listed = (...queries: Call["query"][]): Call[] =>
  queries.map((query) => ({ query: query ?? {} }));

/** The REST API. What removes comes after what reads, so that the owner can be asked last. */
export const restCalls: Calls = {
  "GET api/v1/audit/[seq]": ({ entry }) => [{ params: { seq: entry } }],
  "GET api/v1/audit": ({ run, model, member }) =>
    listed(
      { subject: `run:${run}`, logging: "show" },
      { subject: model, logging: "show" },
      { actor: member },
    ),
  "GET api/v1/audit/export": ({ run, model }) =>
    listed({ subject: `run:${run}`, logging: "show" }, { subject: model, logging: "show" }),
  "GET api/v1/experiments": ({ experimentName }) => listed({ q: experimentName }),
  "POST api/v1/experiments": ({ experimentName }) => [{ body: { name: experimentName } }],
  "GET api/v1/experiments/[experimentId]": ({ experiment }) => [
    { params: { experimentId: experiment } },
  ],
  "GET api/v1/experiments/[experimentId]/keys": ({ experiment }) => [
    { params: { experimentId: experiment } },
  ],
  "GET api/v1/runs": ({ experiment }) => listed({ experimentId: experiment }),
  "GET api/v1/runs/[runId]": ({ run }) => [{ params: { runId: run } }],
  "GET api/v1/runs/compare": ({ run }, own) => listed({ runs: run }, { runs: `${own.run},${run}` }),
  "GET api/v1/runs/compare.csv": ({ run }, own) =>
    listed({ runs: run }, { runs: `${own.run},${run}` }),
  "GET api/v1/runs/curves": ({ run }, own) =>
    listed({ runs: run, key: "loss" }, { runs: `${own.run},${run}`, key: "loss" }),
  "GET api/v1/runs/export.csv": ({ experiment }) => listed({ experimentId: experiment }),
  "GET api/v1/search": ({ experimentName, run, model, version }) =>
    listed(
      { query: experimentName },
      { query: run },
      { query: model },
      { query: `${model} ${version}` },
    ),
  "GET api/v1/gates": ({ model }) =>
    listed({ model, status: "all" }, { model, version: "2", status: "all" }),
  "GET api/v1/gates/[gateId]": ({ gate }) => [{ params: { gateId: gate } }],
  "GET api/v1/gates/[gateId]/record": ({ gate }) => [{ params: { gateId: gate } }],
  "POST api/v1/invitations": ({ invited }) => [{ body: { email: invited, roles: ["viewer"] } }],
  "POST api/v1/gates": ({ model, version }) => [{ body: { model, version, stage: "staging" } }],
  "POST api/v1/gates/[gateId]/refresh": ({ gate }) => [{ params: { gateId: gate }, body: {} }],
  "POST api/v1/gates/[gateId]/votes": ({ gate }) => [
    { params: { gateId: gate }, body: { round: 1, choice: "recycle", reason } },
  ],
  "POST api/v1/gates/[gateId]/withdraw": ({ gate }) => [
    { params: { gateId: gate }, body: { reason } },
  ],
  "GET api/v1/members/[userId]": ({ member }) => [{ params: { userId: member } }],
  "PATCH api/v1/members/[userId]": ({ member }) => [
    { params: { userId: member }, body: { roles: ["engineer"] } },
  ],
  "POST api/v1/members/[userId]/reactivate": ({ formerMember }) => [
    { params: { userId: formerMember }, body: {} },
  ],
  "POST api/v1/members/[userId]/deactivate": ({ member }) => [
    { params: { userId: member }, body: {} },
  ],
  "POST api/v1/reactions/[follower]/[seq]/retry": ({ reaction }) => [
    { params: { follower: "keep_gates_true", seq: reaction }, body: {} },
  ],
  "POST api/v1/reactions/[follower]/[seq]/dismiss": ({ reaction }) => [
    { params: { follower: "keep_gates_true", seq: reaction }, body: {} },
  ],
  "DELETE api/v1/keys/[keyId]": ({ key }) => [{ params: { keyId: key } }],
  "DELETE api/v1/invitations/[invitationId]": ({ invitation }) => [
    { params: { invitationId: invitation } },
  ],
  "GET api/v1/models": ({ model }) => listed({ q: model }),
  "GET api/v1/models/[name]": ({ model }) => [{ params: { name: model } }],
  "PATCH api/v1/models/[name]": ({ model, member }, own) => [
    { params: { name: model }, body: { purpose: "Other." } },
    { params: { name: own.model }, body: { ownerId: member } },
  ],
  "POST api/v1/models/[name]/classify": ({ model }) => [{ params: { name: model }, body: answers }],
  "GET api/v1/models/[name]/versions": ({ model }) => [{ params: { name: model } }],
  "POST api/v1/models/[name]/versions": ({ model, run, loggedModel }, own) => [
    { params: { name: model }, body: { source: "s3://bucket/model" } },
    { params: { name: own.model }, body: { source: `runs:/${run}/model` } },
    { params: { name: own.model }, body: { source: "s3://bucket/model", runId: run } },
    {
      params: { name: own.model },
      body: { source: "s3://bucket/model", loggedModelId: loggedModel },
    },
  ],
  "GET api/v1/models/[name]/versions/[version]": ({ model, version }) => [
    { params: { name: model, version } },
  ],
  "PATCH api/v1/models/[name]/versions/[version]": ({ model, version }) => [
    { params: { name: model, version }, body: { description: "Other." } },
  ],
  "GET api/v1/models/[name]/versions/[version]/evidence": ({ model, version }) => [
    { params: { name: model, version } },
  ],
  "POST api/v1/models/[name]/versions/[version]/evidence": ({ model, version }) => [
    {
      params: { name: model, version },
      body: { kind: "scan", source: "a tool", measuredAt: "2026-01-01T00:00:00Z", content: {} },
    },
  ],
  "POST api/v1/rollbacks": ({ model }) => [{ body: { model, reason } }],
  "DELETE api/v1/models/[name]/versions/[version]": ({ model, version }) => [
    { params: { name: model, version } },
  ],
  "DELETE api/v1/models/[name]": ({ spareModel }) => [{ params: { name: spareModel } }],
  "POST api/v1/models": ({ model }) => [{ body: { name: model } }],
  "POST api/v1/models/[name]/rename": ({ model }, own) => [
    { params: { name: model }, body: { newName: `${model}-renamed` } },
    { params: { name: own.model }, body: { newName: model } },
  ],
  "PATCH api/v1/runs/[runId]": ({ run }) => [{ params: { runId: run }, body: { name: "other" } }],
  "DELETE api/v1/runs/[runId]": ({ run }) => [{ params: { runId: run } }],
  "POST api/v1/runs/[runId]/restore": ({ deletedRun }) => [
    { params: { runId: deletedRun }, body: {} },
  ],
  "PATCH api/v1/experiments/[experimentId]": ({ experiment, experimentName }, own) => [
    { params: { experimentId: experiment }, body: { name: "renamed" } },
    { params: { experimentId: own.experiment }, body: { name: experimentName } },
  ],
  "DELETE api/v1/experiments/[experimentId]": ({ experiment }) => [
    { params: { experimentId: experiment } },
  ],
  "POST api/v1/experiments/[experimentId]/restore": ({ deletedExperiment }) => [
    { params: { experimentId: deletedExperiment }, body: {} },
  ],
};
