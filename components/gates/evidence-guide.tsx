import { DefinitionList } from "@/components/blocks/definition-list";
import { Section } from "@/components/blocks/section";
import type { SectionSchema } from "@/lib/evidence/section";
import { functionDocs } from "@/lib/gates/policies/policy-language";
import { sections } from "@/lib/gates/rounds/sections";

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
          ...sections.map(({ name, schema }) => ({
            term: name,
            value: <span className="font-mono text-xs wrap-anywhere">{fieldsInWords(schema)}</span>,
          })),
          ...functionDocs.map(({ call, says }) => ({ term: call, value: says })),
        ]}
      />
    </Section>
  );
}

function fieldsInWords(schema: SectionSchema): string {
  if (typeof schema === "string") return schema;
  return Object.entries(schema).map(fieldInWords).join(" · ");
}

function fieldInWords([name, type]: [string, SectionSchema]): string {
  if (typeof type === "string") return `${name}: ${type}`;
  return `${name} { ${Object.entries(type).map(fieldInWords).join(", ")} }`;
}
