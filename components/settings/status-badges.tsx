import { Ban, CircleAlert, CircleCheck, Clock, MailOpen, UserX } from "lucide-react";

import { StatusBadge, type Look } from "@/components/blocks/status-badge";
import type { InvitationState, KeyState, MemberState } from "@/lib/auth/rules";
import type { ReactionState } from "@/lib/jobs/rules";

const members: Record<MemberState, Look> = {
  active: { tone: "ok", icon: CircleCheck, word: "Active" },
  deactivated: { tone: "neutral", icon: UserX, word: "Deactivated" },
};

const keys: Record<KeyState, Look> = {
  active: { tone: "ok", icon: CircleCheck, word: "Active" },
  revoked: { tone: "neutral", icon: Ban, word: "Revoked" },
  expired: { tone: "warn", icon: Clock, word: "Expired" },
};

const invitations: Record<InvitationState, Look> = {
  open: { tone: "info", icon: MailOpen, word: "Invited" },
  accepted: { tone: "ok", icon: CircleCheck, word: "Accepted" },
  expired: { tone: "warn", icon: Clock, word: "Expired" },
};

const reactions: Record<ReactionState, Look> = {
  waiting: { tone: "info", icon: Clock, word: "Trying again" },
  parked: { tone: "bad", icon: CircleAlert, word: "Waits for you" },
};

export function MemberBadge({ state }: { state: MemberState }) {
  return <StatusBadge look={members[state]} />;
}

export function KeyBadge({ state }: { state: KeyState }) {
  return <StatusBadge look={keys[state]} />;
}

export function InvitationBadge({ state }: { state: InvitationState }) {
  return <StatusBadge look={invitations[state]} />;
}

export function ReactionBadge({ state }: { state: ReactionState }) {
  return <StatusBadge look={reactions[state]} />;
}
