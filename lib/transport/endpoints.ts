import { auditFilter, auditPage, auditSeq } from "@/lib/audit/inputs";
import {
  acceptInput,
  changeRolesInput,
  createKeyInput,
  invitationInput,
  inviteInput,
  keyInput,
  memberInput,
  newWorkspaceInput,
  setUpInput,
} from "@/lib/auth/inputs";
import { aboutVersion } from "@/lib/evidence/inputs";
import {
  createExperimentInput,
  renameExperimentInput,
  updateRunInput,
} from "@/lib/experiments/inputs";
import {
  comparisonInput,
  curvesInput,
  experimentsInput,
  exportRunsInput,
  oneExperimentInput,
  oneRunInput,
  runsInput,
} from "@/lib/experiments/inputs";
import {
  CastVote,
  GateFilter,
  OneGate,
  RefreshGate,
  RequestGate,
  RollBack,
  WithdrawGate,
} from "@/lib/gates/inputs";
import {
  ClassifyModel,
  CreateModel,
  CreateVersion,
  DeleteModel,
  DeleteVersion,
  DescribeModel,
  DescribeVersion,
  ListModels,
  OneModel,
  OneVersion,
  RenameModel,
} from "@/lib/registry/inputs";
import { get, patch, post, remove, type Endpoint } from "@/lib/transport/endpoint";
import { findInput } from "@/lib/workspace/inputs";

const created = { status: 201 };
const csv = { answers: "text/csv" };

const people = [
  post("setup", "Make the first admin and workspace, while nobody has an account", setUpInput, {
    ...created,
    open: true,
  }),
  post("workspaces", "Open a further workspace and become its admin", newWorkspaceInput, created),
  get("me", "Who is asking, and what they may do"),
  get("search", "Find models, versions, gates, experiments and runs by name or id", findInput),
  get("members", "List members"),
  get("members/{userId}", "Read one member", memberInput),
  patch("members/{userId}", "Replace a member's roles", changeRolesInput),
  post(
    "members/{userId}/deactivate",
    "Deactivate a member: sessions and keys end with the next request",
    memberInput,
  ),
  post("members/{userId}/reactivate", "Reactivate a member", memberInput),
  get("invitations", "List invitations"),
  post("invitations", "Invite an address; shows the token once", inviteInput, created),
  remove("invitations/{invitationId}", "Revoke an invitation", invitationInput),
  post("invitations/accept", "Accept an invitation: the token is the credential", acceptInput, {
    ...created,
    open: true,
  }),
  get("keys", "List one's own API keys; admins see all"),
  post("keys", "Make an API key (people only); shows it once", createKeyInput, created),
  remove("keys/{keyId}", "Revoke an API key", keyInput),
];

const audit = [
  get("audit", "List audit entries, newest first", auditPage),
  get("audit/export", "Export entries as one JSON object per line, oldest first", auditFilter, {
    answers: "application/x-ndjson",
  }),
  get("audit/verify", "Walk the whole chain and name the first broken entry"),
  get("audit/{seq}", "Read one audit entry", auditSeq),
];

const experiments = [
  get("experiments", "List experiments with their run counts", experimentsInput),
  post("experiments", "Create an experiment", createExperimentInput, created),
  get("experiments/{experimentId}", "Read one experiment", oneExperimentInput),
  patch("experiments/{experimentId}", "Rename an experiment", renameExperimentInput),
  remove("experiments/{experimentId}", "Delete an experiment and its runs", oneExperimentInput),
  post("experiments/{experimentId}/restore", "Bring an experiment back", oneExperimentInput),
  get("experiments/{experimentId}/keys", "List the keys logged in it", oneExperimentInput),
  get("runs", "List runs by filter, order and columns", runsInput),
  get("runs/{runId}", "Read one run", oneRunInput),
  patch("runs/{runId}", "Rename a run, or set its status and end", updateRunInput),
  remove("runs/{runId}", "Delete a run", oneRunInput),
  post("runs/{runId}/restore", "Bring a deleted run back", oneRunInput),
  get("runs/curves", "Read one metric's history over several runs", curvesInput),
  get("runs/compare", "Compare runs, differences first", comparisonInput),
  get("runs/compare.csv", "The comparison as CSV", comparisonInput, csv),
  get("runs/export.csv", "Every matching run as CSV", exportRunsInput, csv),
];

const models = [
  get("models", "List models with what serves and what waits", ListModels),
  post("models", "Register a model", CreateModel, created),
  get("models/{name}", "Read one model", OneModel),
  patch("models/{name}", "Change what is said about a model", DescribeModel),
  remove("models/{name}", "Delete a model and its versions", DeleteModel),
  post("models/{name}/classify", "Set the risk tier from the questionnaire", ClassifyModel),
  post("models/{name}/rename", "Rename a model", RenameModel),
  get("models/{name}/versions", "List a model's versions, newest first", OneModel),
  post("models/{name}/versions", "Register a version", CreateVersion, created),
  get(
    "models/{name}/versions/{version}",
    "Read one version with files, signature, lineage and stage changes",
    OneVersion,
  ),
  get(
    "models/{name}/versions/{version}/evidence",
    "List the evidence on record about a version, newest first",
    OneVersion,
  ),
  post(
    "models/{name}/versions/{version}/evidence",
    "Put evidence about a version on record; checks read it as records.<kind>",
    aboutVersion,
    created,
  ),
  patch("models/{name}/versions/{version}", "Replace a version's description", DescribeVersion),
  remove("models/{name}/versions/{version}", "Delete a version and its aliases", DeleteVersion),
];

const gates = [
  get("gates", "List gates, newest first; next goes back in as cursor", GateFilter),
  post("gates", "Ask for a version's promotion to a stage", RequestGate, created),
  get("gates/{gateId}", "Read a gate with its rounds, evidence, checks and votes", OneGate),
  get("gates/{gateId}/record", "Download the same record as a file", OneGate),
  post("gates/{gateId}/votes", "Vote on a gate (people only, with a session)", CastVote),
  post("gates/{gateId}/refresh", "Read the evidence anew, for a new round", RefreshGate),
  post("gates/{gateId}/withdraw", "Withdraw a gate", WithdrawGate),
  post("rollbacks", "Return a model to its last approved version", RollBack),
  get("policies", "List the policies in force"),
];

/** Every REST endpoint; a test holds this list against the route files. */
export const endpoints: readonly Endpoint[] = [
  ...people,
  ...audit,
  ...experiments,
  ...models,
  ...gates,
];
