import { parsedJson } from "@/lib/admission";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";

export type DatasetColumn = { name: string; type: string; required: boolean; target: boolean };

/**
 * The columns of a dataset as clients write them into its schema: `mlflow_colspec` for tables, `mlflow_tensorspec`
 * for arrays. Anything else yields none.
 */
export function datasetColumns(schema: string | null): DatasetColumn[] {
  const parsed = parsedObject(schema);
  if (!parsed) return [];
  const columns = Reflect.get(parsed, "mlflow_colspec");
  if (Array.isArray(columns)) return columns.flatMap((column) => columnOf(column, false));
  const tensors = Reflect.get(parsed, "mlflow_tensorspec");
  if (typeof tensors !== "object" || tensors === null) return [];
  return [...tensorsOf(tensors, "features", false), ...tensorsOf(tensors, "targets", true)];
}

/** Facts such as `num_rows` that a client measured, as text by name. */
export function datasetProfile(profile: string | null): [string, string][] {
  const parsed = parsedObject(profile);
  if (!parsed) return [];
  return Object.entries(parsed).flatMap(([key, value]): [string, string][] =>
    typeof value === "number" || typeof value === "string" ? [[key, String(value)]] : [],
  );
}

/** Where a dataset came from, in words: clients write an address, or the script that made it, as JSON. */
export function datasetSource(sourceType: string, source: string): string {
  const parsed = parsedObject(source);
  if (!parsed) return [sourceType, clip(source)].filter(Boolean).join(": ") || "No source given";
  const address = ["uri", "url", "path", "source"]
    .map((key): unknown => Reflect.get(parsed, key))
    .find((value) => typeof value === "string" && value !== "");
  if (typeof address === "string") return clip(address);
  const tags: unknown = Reflect.get(parsed, "tags");
  const script: unknown =
    typeof tags === "object" && tags !== null ? Reflect.get(tags, mlflowTags.source) : null;
  if (typeof script === "string") return `Made in code by ${clip(script)}`;
  return Object.keys(parsed).length === 0
    ? sourceType || "No source given"
    : `${sourceType}: ${clip(source)}`;
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function tensorsOf(tensors: object, part: string, target: boolean): DatasetColumn[] {
  const found: unknown = Reflect.get(tensors, part);
  if (typeof found === "string") return tensorsOf({ [part]: parsedJson(found) }, part, target);
  return Array.isArray(found) ? found.flatMap((tensor) => columnOf(tensor, target)) : [];
}

function columnOf(column: unknown, target: boolean): DatasetColumn[] {
  if (typeof column !== "object" || column === null) return [];
  const name: unknown = Reflect.get(column, "name");
  return [
    {
      name: plainText(name, ".") || "(unnamed)",
      type: typeOf(column),
      required: Reflect.get(column, "required") !== false,
      target,
    },
  ];
}

/** A text or number, or several in a list. Whatever else a client wrote there is passed over: it has no text of its own. */
function plainText(value: unknown, between = ","): string {
  return [value]
    .flat()
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(between);
}

function typeOf(column: object): string {
  const spec: unknown = Reflect.get(column, "tensor-spec");
  if (typeof spec === "object" && spec !== null)
    return `${plainText(Reflect.get(spec, "dtype"))} [${plainText(Reflect.get(spec, "shape"))}]`;
  const type: unknown = Reflect.get(column, "type");
  return typeof type === "string" ? type : "";
}

/** A profile may hold megabytes; one that is longer than anybody reads is not taken apart to be shown. */
const longest = 256 * 1024;

function parsedObject(text: string | null): object | null {
  const value = text === null || text.length > longest ? undefined : parsedJson(text);
  return typeof value === "object" && value !== null ? value : null;
}
