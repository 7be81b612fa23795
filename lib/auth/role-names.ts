import type { Role, Scope } from "@/lib/auth/rules";

/** How roles and scopes are called on screen, and what each is for. */
export const roleNames: Record<Role, { label: string; does: string }> = {
  viewer: { label: "Viewer", does: "Reads everything but the audit log." },
  data_scientist: {
    label: "Data scientist",
    does: "Logs runs, registers versions, asks for promotions.",
  },
  engineer: {
    label: "Engineer",
    does: "As a data scientist, and rolls models back.",
  },
  validation_reviewer: { label: "Validation reviewer", does: "Votes on gates for validation." },
  risk_reviewer: { label: "Risk reviewer", does: "Votes on gates for risk, sets risk tiers." },
  security_reviewer: { label: "Security reviewer", does: "Votes on gates for security." },
  business_reviewer: { label: "Business reviewer", does: "Votes on gates for the business." },
  leader: { label: "Leader", does: "Reads everything, the audit log included." },
  auditor: { label: "Auditor", does: "Reads and verifies the audit log." },
  admin: { label: "Admin", does: "Manages members, keys and policies. Does not vote." },
};

export const scopeNames: Record<Scope, { label: string; does: string }> = {
  read: {
    label: "Read",
    does: "Browse everything its owner may see; every other scope includes it.",
  },
  track: { label: "Track", does: "Log experiments, runs and artifacts." },
  register: { label: "Register", does: "Register and describe models and versions." },
  gate: { label: "Gate", does: "Ask for promotions and roll back. A key never votes." },
  admin: { label: "Admin", does: "Manage members and policies." },
};
