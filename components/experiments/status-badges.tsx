import {
  CalendarClock,
  CircleCheck,
  CircleDot,
  CirclePlay,
  CircleStop,
  CircleX,
  Trash2,
} from "lucide-react";

import { StatusBadge, type Look } from "@/components/blocks/status-badge";
import type { Lifecycle, LoggedModelStatus, RunStatus } from "@/lib/experiments/rules";

const runs: Record<RunStatus, Look> = {
  RUNNING: { tone: "info", icon: CirclePlay, word: "Running" },
  SCHEDULED: { tone: "neutral", icon: CalendarClock, word: "Scheduled" },
  FINISHED: { tone: "ok", icon: CircleCheck, word: "Finished" },
  FAILED: { tone: "bad", icon: CircleX, word: "Failed" },
  KILLED: { tone: "warn", icon: CircleStop, word: "Killed" },
};

const lifecycles: Record<Lifecycle, Look> = {
  active: { tone: "neutral", icon: CircleDot, word: "Active" },
  deleted: { tone: "warn", icon: Trash2, word: "Deleted" },
};

const loggedModels: Record<LoggedModelStatus, Look> = {
  LOGGED_MODEL_PENDING: { tone: "info", icon: CirclePlay, word: "Uploading" },
  LOGGED_MODEL_READY: { tone: "ok", icon: CircleCheck, word: "Ready" },
  LOGGED_MODEL_UPLOAD_FAILED: { tone: "bad", icon: CircleX, word: "Upload failed" },
};

export function RunStatusBadge({ status }: { status: RunStatus }) {
  return <StatusBadge look={runs[status]} />;
}

export function LifecycleBadge({ lifecycle }: { lifecycle: Lifecycle }) {
  return <StatusBadge look={lifecycles[lifecycle]} />;
}

export function LoggedModelStatusBadge({ status }: { status: LoggedModelStatus }) {
  return <StatusBadge look={loggedModels[status]} />;
}
