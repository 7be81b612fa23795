import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";

import { CodeBlock } from "@/components/blocks/code-block";
import { Section } from "@/components/blocks/section";
import { Badge } from "@/components/blocks/status-badge";
import { plural } from "@/lib/format";
import { lineageRemedies, type Lineage, type LineageItem } from "@/lib/registry/lineage";

/** Which of the five things that make a version reproducible are known, and how to add the rest. */
export function LineageCard({ lineage }: { lineage: Lineage }) {
  return (
    <Section
      title="Lineage"
      actions={
        lineage.complete ? (
          <Badge tone="ok" icon={CircleCheck}>
            Complete
          </Badge>
        ) : (
          <Badge tone="warn" icon={CircleDashed}>
            {lineage.missing.length} of 5 missing
          </Badge>
        )
      }
    >
      <ul className="border-line bg-raised divide-line divide-y overflow-hidden rounded-lg border text-sm">
        {itemsOf(lineage).map(({ item, title, value }) => (
          <li key={item} className="flex gap-3 px-4 py-2.5">
            {value === null ? (
              <CircleDashed aria-hidden className="text-warn mt-0.5 size-4 shrink-0" />
            ) : (
              <CircleCheck aria-hidden className="text-ok mt-0.5 size-4 shrink-0" />
            )}
            <div className="min-w-0 flex-1 space-y-1.5">
              <div className="flex flex-wrap gap-x-2">
                <span className="font-medium">{title}</span>
                <span className="text-muted wrap-anywhere">{value ?? "Missing"}</span>
              </div>
              {value === null && <Remedy item={item} />}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Remedy({ item }: { item: LineageItem }) {
  const { says, code } = lineageRemedies[item];
  return (
    <>
      <p className="text-muted">{says}</p>
      <CodeBlock text={code} label="Python" />
    </>
  );
}

function itemsOf(
  lineage: Lineage,
): { item: LineageItem; title: string; value: ReactNode | null }[] {
  return [
    { item: "dataset digest", title: "Training data", value: mono(lineage.dataset_digest) },
    { item: "commit", title: "Code", value: mono(lineage.commit) },
    {
      item: "params",
      title: "Parameters",
      value: lineage.params === 0 ? null : plural(lineage.params, "parameter"),
    },
    { item: "environment", title: "Environment", value: mono(lineage.environment) },
    { item: "artifact digest", title: "Artifact", value: mono(lineage.artifact_digest) },
  ];
}

function mono(value: string | null): ReactNode | null {
  return value === null ? null : <span className="font-mono text-xs">{value}</span>;
}
