import {
  Check,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleStop,
  CircleX,
  Hourglass,
  RefreshCw,
  TriangleAlert,
  Undo2,
} from "lucide-react";

import { StatusBadge, type Look } from "@/components/blocks/status-badge";
import type { GateStatus, Level, Verdict, VoteChoice } from "@/lib/gates/rules";

const statuses: Record<GateStatus, Look> = {
  open: { tone: "info", icon: Hourglass, word: "Open" },
  go: { tone: "ok", icon: CircleCheck, word: "Go" },
  recycle: { tone: "warn", icon: RefreshCw, word: "Recycle" },
  stop: { tone: "bad", icon: CircleStop, word: "Stop" },
  withdrawn: { tone: "neutral", icon: Undo2, word: "Withdrawn" },
};

const verdicts: Record<Verdict, Look> = {
  pass: { tone: "ok", icon: Check, word: "Pass" },
  fail: { tone: "bad", icon: CircleX, word: "Fail" },
  error: { tone: "bad", icon: TriangleAlert, word: "Error" },
};

const levels: Record<Level, Look> = {
  must: { tone: "neutral", icon: CircleAlert, word: "Must" },
  should: { tone: "neutral", icon: CircleDashed, word: "Should" },
};

export function GateStatusBadge({ status }: { status: GateStatus }) {
  return <StatusBadge look={statuses[status]} />;
}

/** A vote looks like the status it leads to. */
export function ChoiceBadge({ choice }: { choice: VoteChoice }) {
  return <StatusBadge look={statuses[choice]} />;
}

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <StatusBadge look={verdicts[verdict]} />;
}

export function LevelBadge({ level }: { level: Level }) {
  return <StatusBadge look={levels[level]} />;
}
