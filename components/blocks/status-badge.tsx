import {
  ArchiveX,
  Archive,
  AtSign,
  Ban,
  CalendarClock,
  Check,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleHelp,
  CirclePlay,
  CircleSlash,
  CircleStop,
  CircleX,
  Clock,
  FlaskConical,
  Hourglass,
  MailOpen,
  type LucideIcon,
  Radio,
  RefreshCw,
  ShieldAlert,
  ShieldCheck,
  ShieldHalf,
  ShieldQuestion,
  TestTubeDiagonal,
  Trash2,
  TriangleAlert,
  Undo2,
  UserX,
} from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/components/ui/cn";
import { formatInteger } from "@/lib/format";

const tones = {
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  accent: "bg-selected text-accent",
  neutral: "bg-hover text-muted",
} as const;

export type Tone = keyof typeof tones;
type Look = { tone: Tone; icon: LucideIcon; word: string };
type Looks = Readonly<Record<string, Look>>;

/** Icon, word and colour together; any two of them may be lost and the state is still told. */
export function Badge({
  tone = "neutral",
  icon: Icon,
  className,
  children,
}: {
  tone?: Tone | undefined;
  icon?: LucideIcon | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm align-middle px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  );
}

export function Counter({ value }: { value: number }) {
  return (
    <span className="bg-hover text-muted num text-2xs inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 font-medium">
      {formatInteger(value)}
    </span>
  );
}

export function AliasBadge({ alias }: { alias: string }) {
  return (
    <Badge tone={alias === "champion" ? "accent" : "neutral"} icon={AtSign}>
      {alias}
    </Badge>
  );
}

const runStatuses: Looks = {
  RUNNING: { tone: "info", icon: CirclePlay, word: "Running" },
  SCHEDULED: { tone: "neutral", icon: CalendarClock, word: "Scheduled" },
  FINISHED: { tone: "ok", icon: CircleCheck, word: "Finished" },
  FAILED: { tone: "bad", icon: CircleX, word: "Failed" },
  KILLED: { tone: "warn", icon: CircleStop, word: "Killed" },
};

const lifecycles: Looks = {
  active: { tone: "neutral", icon: CircleDot, word: "Active" },
  deleted: { tone: "warn", icon: Trash2, word: "Deleted" },
};

const stages: Looks = {
  experimental: { tone: "neutral", icon: FlaskConical, word: "Experimental" },
  staging: { tone: "info", icon: TestTubeDiagonal, word: "Staging" },
  production: { tone: "ok", icon: Radio, word: "Production" },
  retired: { tone: "neutral", icon: Archive, word: "Retired" },
};

const tiers: Looks = {
  unclassified: { tone: "neutral", icon: ShieldQuestion, word: "Unclassified" },
  low: { tone: "neutral", icon: ShieldCheck, word: "Low risk" },
  moderate: { tone: "warn", icon: ShieldHalf, word: "Moderate risk" },
  high: { tone: "bad", icon: ShieldAlert, word: "High risk" },
};

const gateStatuses: Looks = {
  open: { tone: "info", icon: Hourglass, word: "Open" },
  go: { tone: "ok", icon: CircleCheck, word: "Go" },
  recycle: { tone: "warn", icon: RefreshCw, word: "Recycle" },
  stop: { tone: "bad", icon: CircleStop, word: "Stop" },
  withdrawn: { tone: "neutral", icon: Undo2, word: "Withdrawn" },
};

const verdicts: Looks = {
  pass: { tone: "ok", icon: Check, word: "Pass" },
  fail: { tone: "bad", icon: CircleX, word: "Fail" },
  error: { tone: "bad", icon: TriangleAlert, word: "Error" },
  waived: { tone: "warn", icon: CircleSlash, word: "Waived" },
};

const levels: Looks = {
  must: { tone: "neutral", icon: CircleAlert, word: "Must" },
  should: { tone: "neutral", icon: CircleDashed, word: "Should" },
};

const accounts: Looks = {
  active: { tone: "ok", icon: CircleCheck, word: "Active" },
  invited: { tone: "info", icon: MailOpen, word: "Invited" },
  deactivated: { tone: "neutral", icon: UserX, word: "Deactivated" },
  revoked: { tone: "neutral", icon: Ban, word: "Revoked" },
  expired: { tone: "warn", icon: Clock, word: "Expired" },
  archived: { tone: "neutral", icon: ArchiveX, word: "Archived" },
};

function Status({ looks, value }: { looks: Looks; value: string }) {
  const { tone, icon, word } = looks[value] ?? { tone: "neutral", icon: CircleHelp, word: value };
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

export function RunStatusBadge({ status }: { status: string }) {
  return <Status looks={runStatuses} value={status} />;
}

export function LifecycleBadge({ lifecycle }: { lifecycle: string }) {
  return <Status looks={lifecycles} value={lifecycle} />;
}

export function StageBadge({ stage }: { stage: string }) {
  return <Status looks={stages} value={stage} />;
}

export function TierBadge({ tier }: { tier: string | null }) {
  return <Status looks={tiers} value={tier ?? "unclassified"} />;
}

export function GateStatusBadge({ status }: { status: string }) {
  return <Status looks={gateStatuses} value={status} />;
}

export function VerdictBadge({ verdict }: { verdict: string }) {
  return <Status looks={verdicts} value={verdict} />;
}

export function ChoiceBadge({ choice }: { choice: string }) {
  return <Status looks={gateStatuses} value={choice} />;
}

export function LevelBadge({ level }: { level: string }) {
  return <Status looks={levels} value={level} />;
}

export function AccountBadge({ status }: { status: string }) {
  return <Status looks={accounts} value={status} />;
}
