import { Plus, RotateCcw } from "lucide-react";

import { CopyButton } from "@/components/blocks/copy-button";
import { Section } from "@/components/blocks/section";
import { Help, Term } from "@/components/blocks/term";
import { Button, ButtonLink, IconButton } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { site } from "@/lib/paths";

const variants = ["primary", "secondary", "quiet", "danger"] as const;

export function Controls() {
  return (
    <Section title="Buttons and words">
      {(["md", "sm"] as const).map((size) => (
        <div key={size} className="flex flex-wrap items-center gap-2">
          {variants.map((variant) => (
            <Button key={variant} variant={variant} size={size}>
              {variant}
            </Button>
          ))}
          <Button size={size} icon={<Plus aria-hidden />}>
            With icon
          </Button>
          <Button size={size} disabled>
            Disabled
          </Button>
          <Button size={size} variant="primary" pending>
            Promoting
          </Button>
          <IconButton size={size} label="Roll back" icon={<RotateCcw aria-hidden />} />
          <ButtonLink size={size} href={site.styleGuide}>
            A link
          </ButtonLink>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-6 text-sm">
        <Term help="The share of one group that gets the favourable outcome, less that of another.">
          demographic parity difference
        </Term>
        <span className="flex items-center gap-1">
          Quorum <Help>How many people must say go, per role. One person counts once.</Help>
        </span>
        <Tooltip content="Two towers and a way through">
          <Button size="sm">Tooltip</Button>
        </Tooltip>
        <CopyButton text="models:/churn@champion" />
        <a href="#main" className="link">
          A link in text
        </a>
      </div>
    </Section>
  );
}
