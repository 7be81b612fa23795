import {
  Archive,
  AtSign,
  FlaskConical,
  Radio,
  ShieldAlert,
  ShieldCheck,
  ShieldHalf,
  ShieldQuestion,
  TestTubeDiagonal,
} from "lucide-react";

import { Badge, StatusBadge, type Look } from "@/components/blocks/status-badge";
import { championAlias, type ModelTier, type Stage } from "@/lib/registry/rules";

const stages: Record<Stage, Look> = {
  experimental: { tone: "neutral", icon: FlaskConical, word: "Experimental" },
  staging: { tone: "info", icon: TestTubeDiagonal, word: "Staging" },
  production: { tone: "ok", icon: Radio, word: "Production" },
  retired: { tone: "neutral", icon: Archive, word: "Retired" },
};

const tiers: Record<ModelTier, Look> = {
  unclassified: { tone: "neutral", icon: ShieldQuestion, word: "Unclassified" },
  low: { tone: "neutral", icon: ShieldCheck, word: "Low risk" },
  moderate: { tone: "warn", icon: ShieldHalf, word: "Moderate risk" },
  high: { tone: "bad", icon: ShieldAlert, word: "High risk" },
};

export function StageBadge({ stage }: { stage: Stage }) {
  return <StatusBadge look={stages[stage]} />;
}

export function TierBadge({ tier }: { tier: ModelTier | null }) {
  return <StatusBadge look={tiers[tier ?? "unclassified"]} />;
}

export function AliasBadge({ alias }: { alias: string }) {
  return (
    <Badge tone={alias === championAlias ? "accent" : "neutral"} icon={AtSign}>
      {alias}
    </Badge>
  );
}
