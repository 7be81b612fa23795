import { DefinitionList } from "@/components/blocks/definition-list";
import { Section } from "@/components/blocks/section";
import { evidenceSchema, functionDocs } from "@/lib/gates/policies/policy-language";

/** What an expression can read: taken from the schema that checks are type-checked against. */
export function EvidenceGuide() {
  return (
    <Section
      title="What a check can read"
      description="Expressions are CEL. What is missing makes a check an error, never a pass; metrics that are NaN or infinite count as missing."
    >
      <DefinitionList
        columns={1}
        items={[
          ...Object.entries(evidenceSchema).map(([name, fields]) => ({
            term: name,
            value: (
              <span className="font-mono text-xs wrap-anywhere">
                {Object.entries(fields).map(fieldInWords).join(" · ")}
              </span>
            ),
          })),
          ...functionDocs.map(({ call, says }) => ({ term: call, value: says })),
        ]}
      />
    </Section>
  );
}

function fieldInWords([name, type]: [string, unknown]): string {
  if (typeof type === "string") return `${name}: ${type}`;
  return `${name} { ${Object.entries(type ?? {})
    .map(fieldInWords)
    .join(", ")} }`;
}
