import { z } from "zod";

export type Schema = Record<string, unknown>;

type Schemas = Record<string, Schema>;

/** The schemas of what is sent out, by the names given, and the components that several of them share. */
export function answerSchemas(answers: Record<string, z.ZodType>): {
  schemas: Schemas;
  components: Schemas;
} {
  const { properties, $defs } = z.toJSONSchema(z.object(answers), {
    io: "input",
    override: ({ jsonSchema }) => simplify(jsonSchema),
  });
  const text = JSON.stringify({ schemas: properties, components: $defs });
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
}

/** Says once what a format or a type says already, and nothing of further fields: answers may come to hold more. */
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.propertyNames;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** What a caller sends. A preprocessed field says nothing of its input, so there its outcome is shown. */
export function fieldsOf(input: z.ZodType): {
  properties: Record<string, Schema>;
  required: string[];
} {
  const [sent, read] = (["input", "output"] as const).map((io) =>
    z.toJSONSchema(input, { io, unrepresentable: "any" }),
  );
  const properties: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(sent?.properties ?? {})) {
    properties[name] = shownField(schema, read?.properties?.[name]);
  }
  const needed = new Set([...(sent?.required ?? []), ...(read?.required ?? [])]);
  return {
    properties,
    required: Object.keys(properties).filter(
      (name) => needed.has(name) && !("default" in (properties[name] ?? {})),
    ),
  };
}

function shownField(sent: unknown, read: unknown): Schema {
  const says = typeof sent === "object" && sent !== null ? Object.keys(sent) : [];
  const shown = says.some((key) => key !== "default") ? sent : read;
  return typeof shown === "object" ? { ...shown } : {};
}
