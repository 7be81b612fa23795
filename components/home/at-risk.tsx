import {
  FileX,
  ShieldQuestion,
  TriangleAlert,
  UserX,
  Hourglass,
  type LucideIcon,
} from "lucide-react";

import { ListRow, RowList } from "@/components/blocks/list-row";
import { RelativeTime } from "@/components/blocks/relative-time";
import { Section } from "@/components/blocks/section";
import { Badge, type Tone } from "@/components/blocks/status-badge";
import { pathTo } from "@/lib/paths";
import type { Risk } from "@/lib/workspace/home-screen";

type Look = { icon: LucideIcon; tone: Tone; word: string; says: string };

const looks: Record<Risk["kind"], Look> = {
  damaged: {
    icon: FileX,
    tone: "bad",
    word: "Files damaged",
    says: "In use, and its files on disk are not those that were uploaded",
  },
  unapproved: {
    icon: TriangleAlert,
    tone: "bad",
    word: "Not approved",
    says: "In use, and no gate let it into production",
  },
  unclassified: {
    icon: ShieldQuestion,
    tone: "warn",
    word: "Unclassified",
    says: "In use, and nobody has said how risky its model is",
  },
  unowned: {
    icon: UserX,
    tone: "warn",
    word: "No owner",
    says: "In use, and its model has no owner",
  },
  "parked reaction": {
    icon: TriangleAlert,
    tone: "bad",
    word: "Background work",
    says: "Should have followed an entry of the log, failed again and again, and now waits for you",
  },
  "stale gate": {
    icon: Hourglass,
    tone: "warn",
    word: "Waiting long",
    says: "Its gate waits for reviewers",
  },
};

export function AtRisk({ workspace, risks }: { workspace: string; risks: readonly Risk[] }) {
  return (
    <Section title="At risk" count={risks.length || undefined}>
      {risks.length === 0 ? (
        <p className="text-muted text-sm">
          Every version in production was approved, is whole, and has a tier and an owner.
        </p>
      ) : (
        <RowList label="At risk">
          {risks.map((risk) => {
            const { icon, tone, word, says } = looks[risk.kind];
            return (
              <ListRow
                key={risk.id}
                href={pathTo(workspace, risk.page)}
                title={risk.title}
                badges={
                  <Badge tone={tone} icon={icon}>
                    {word}
                  </Badge>
                }
                meta={
                  <>
                    {says}, since <RelativeTime at={risk.since} />
                  </>
                }
              />
            );
          })}
        </RowList>
      )}
    </Section>
  );
}
