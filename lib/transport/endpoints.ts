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
import {
  CastVote,
  GateFilter,
  OneGate,
  RefreshGate,
  RequestGate,
  RollBack,
  WithdrawGate,
} from "@/lib/gates/inputs";
import { findInput } from "@/lib/search/inputs";
import type { Endpoint } from "@/lib/transport/endpoint";
import { trackingEndpoints } from "@/lib/transport/tracking-endpoints";

const people: Endpoint[] = [
  {
    method: "POST",
    path: "/api/v1/setup",
    says: "Make the first admin and workspace, while nobody has an account",
    input: setUpInput,
    status: 201,
    open: true,
  },
  {
    method: "POST",
    path: "/api/v1/workspaces",
    says: "Open a further workspace and become its admin",
    input: newWorkspaceInput,
    status: 201,
  },
  { method: "GET", path: "/api/v1/me", says: "Who is asking, and what they may do" },
  {
    method: "GET",
    path: "/api/v1/search",
    says: "Find models, versions, gates, experiments and runs by name or id",
    input: findInput,
  },
  { method: "GET", path: "/api/v1/members", says: "List members" },
  {
    method: "GET",
    path: "/api/v1/members/{userId}",
    says: "Read one member",
    input: memberInput,
  },
  {
    method: "PATCH",
    path: "/api/v1/members/{userId}",
    says: "Replace a member's roles",
    input: changeRolesInput,
  },
  {
    method: "POST",
    path: "/api/v1/members/{userId}/deactivate",
    says: "Deactivate a member: sessions and keys end with the next request",
    input: memberInput,
  },
  {
    method: "POST",
    path: "/api/v1/members/{userId}/reactivate",
    says: "Reactivate a member",
    input: memberInput,
  },
  { method: "GET", path: "/api/v1/invitations", says: "List invitations" },
  {
    method: "POST",
    path: "/api/v1/invitations",
    says: "Invite an address; the answer shows the token once",
    input: inviteInput,
    status: 201,
  },
  {
    method: "DELETE",
    path: "/api/v1/invitations/{invitationId}",
    says: "Revoke an invitation",
    input: invitationInput,
  },
  {
    method: "POST",
    path: "/api/v1/invitations/accept",
    says: "Accept an invitation with a new account; the token is the credential",
    input: acceptInput,
    status: 201,
    open: true,
  },
  { method: "GET", path: "/api/v1/keys", says: "List one's own API keys; admins see all" },
  {
    method: "POST",
    path: "/api/v1/keys",
    says: "Make an API key (people only); the answer shows it once",
    input: createKeyInput,
    status: 201,
  },
  {
    method: "DELETE",
    path: "/api/v1/keys/{keyId}",
    says: "Revoke an API key",
    input: keyInput,
  },
];

const audit: Endpoint[] = [
  {
    method: "GET",
    path: "/api/v1/audit",
    says: "List audit entries, newest first",
    input: auditPage,
  },
  {
    method: "GET",
    path: "/api/v1/audit/export",
    says: "Export audit entries as one JSON object per line, oldest first",
    input: auditFilter,
    answers: "application/x-ndjson",
  },
  {
    method: "GET",
    path: "/api/v1/audit/verify",
    says: "Walk the whole chain and name the first broken entry",
  },
  { method: "GET", path: "/api/v1/audit/{seq}", says: "Read one audit entry", input: auditSeq },
];

const gates: Endpoint[] = [
  {
    method: "GET",
    path: "/api/v1/gates",
    says: "List gates, newest first; next goes back in as cursor",
    input: GateFilter,
  },
  {
    method: "POST",
    path: "/api/v1/gates",
    says: "Ask for a version's promotion to a stage",
    input: RequestGate,
    status: 201,
  },
  {
    method: "GET",
    path: "/api/v1/gates/{gateId}",
    says: "Read a gate with its rounds, evidence, checks and votes",
    input: OneGate,
  },
  {
    method: "GET",
    path: "/api/v1/gates/{gateId}/record",
    says: "Download the same record as a file",
    input: OneGate,
  },
  {
    method: "POST",
    path: "/api/v1/gates/{gateId}/votes",
    says: "Vote on a gate (people only, with a session)",
    input: CastVote,
  },
  {
    method: "POST",
    path: "/api/v1/gates/{gateId}/refresh",
    says: "Read the evidence anew; where it changed a new round begins",
    input: RefreshGate,
  },
  {
    method: "POST",
    path: "/api/v1/gates/{gateId}/withdraw",
    says: "Withdraw a gate",
    input: WithdrawGate,
  },
  {
    method: "POST",
    path: "/api/v1/rollbacks",
    says: "Return a model to its last approved version",
    input: RollBack,
  },
  { method: "GET", path: "/api/v1/policies", says: "List the policies in force" },
];

/** Every REST endpoint; a test holds this list against the route files. */
export const endpoints: readonly Endpoint[] = [...people, ...audit, ...trackingEndpoints, ...gates];
