import { Lexer, parse as parseYaml } from "yaml";
import { z } from "zod";

import { admissionFault, parsedJson } from "@/lib/admission";

export type SignatureColumn = { name: string | null; type: string; required: boolean };
export type Signature = {
  inputs: SignatureColumn[];
  outputs: SignatureColumn[];
  params: SignatureColumn[];
};
/** What an `MLmodel` file says of a model. `signature` is null when it carries none. */
export type ModelFile = {
  flavors: string[];
  signature: Signature | null;
  mlflowVersion: string | null;
};

const File = z.object({
  flavors: z.record(z.string(), z.unknown()).catch({}),
  mlflow_version: z.string().nullish().catch(null),
  signature: z
    .object({
      inputs: z.string().nullish(),
      outputs: z.string().nullish(),
      params: z.string().nullish(),
    })
    .nullish()
    .catch(null),
});

const Column = z.looseObject({
  name: z.string().nullish(),
  type: z.unknown(),
  required: z.boolean().catch(true),
  optional: z.boolean().catch(false),
});

/** The longest file that is read. A signature of a thousand columns has room in it. */
export const modelFileLimit = 64 * 1024;

/** The parser's time grows with the square of these; a file as clients write it has a tenth of them. */
const most = { tokens: 2000, tokensOfLine: 100 };

/** Reads an `MLmodel` file; null when it is not one. Aliases are capped, so a YAML bomb stays small. */
export function parseModelFile(text: string): ModelFile | null {
  if (text.length > modelFileLimit || !isSimple(text)) return null;
  let document: unknown;
  try {
    document = parseYaml(text, { maxAliasCount: 20, uniqueKeys: false, logLevel: "error" });
  } catch {
    return null;
  }
  const file = admissionFault(document) === undefined ? File.safeParse(document) : undefined;
  if (!file?.success) return null;
  const { signature } = file.data;
  return {
    flavors: Object.keys(file.data.flavors).toSorted(),
    mlflowVersion: file.data.mlflow_version ?? null,
    signature: signature
      ? {
          inputs: columnsOf(signature.inputs),
          outputs: columnsOf(signature.outputs),
          params: columnsOf(signature.params),
        }
      : null,
  };
}

/** Tokens are counted as they are found, so a file of too many is left before it has cost anything. */
function isSimple(text: string): boolean {
  let tokens = 0;
  let ofLine = 0;
  for (const token of new Lexer().lex(text)) {
    tokens++;
    ofLine = token.includes("\n") ? 0 : ofLine + 1;
    if (tokens > most.tokens || ofLine > most.tokensOfLine) return false;
  }
  return true;
}

/** A signature's parts are JSON inside the YAML. */
function columnsOf(json: string | null | undefined): SignatureColumn[] {
  if (!json) return [];
  const columns = z.array(Column).safeParse(parsedJson(json));
  if (!columns.success) return [];
  return columns.data.map((column) => ({
    name: column.name ?? null,
    type: typeName(column),
    required: column.required && !column.optional,
  }));
}

function typeName(column: z.output<typeof Column>): string {
  if (column.type === "tensor") {
    const spec = z
      .object({ dtype: z.string(), shape: z.array(z.number()) })
      .safeParse(column["tensor-spec"]);
    return spec.success ? `tensor ${spec.data.dtype} [${spec.data.shape.join(", ")}]` : "tensor";
  }
  if (column.type === "array" && typeof column["items"] === "object" && column["items"] !== null)
    return `array of ${textOr(Reflect.get(column["items"], "type"), "any")}`;
  return textOr(column.type, "object");
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
