import { basename } from "node:path";

import { code, imports } from "@/tests/support/source";

export type Kind =
  | "inputs"
  | "queries"
  | "screen"
  | "command"
  | "step"
  | "jobs"
  | "evidence"
  | "client"
  | "endpoints"
  /** `rules.ts` or a noun: values in, values out. */
  | "pure"
  | "unknown";

const named = new Map<string, Kind>([
  ["inputs", "inputs"],
  ["queries", "queries"],
  ["jobs", "jobs"],
  ["evidence", "evidence"],
  ["client", "client"],
  ["endpoints", "endpoints"],
]);

/** Whatever reaches beyond the values it is given. */
const effects =
  /^(lib\/(db\/client|db\/prepared|query|command|intake)$|lib\/transport\/|next(-auth)?(\/|$)|node:(fs|net|child_process|timers)|graphile-worker$|postgres$|pino$)/;

/** What kind of file of a module this is, by its name and by what it exports. */
export function kindOf(file: string): Kind {
  const name = basename(file, ".ts");
  const byName = named.get(name);
  if (byName) return byName;
  if (name.endsWith("-queries")) return "queries";
  if (name.endsWith("-screen")) return "screen";
  const acts = [...code(file).matchAll(/export const (\w+) = (?:command|intake)\(/g)];
  if (acts.length > 0)
    return acts.length === 1 && kebab(acts[0]?.[1] ?? "") === name ? "command" : "unknown";
  if (isStep(file)) return "step";
  const reaches = imports.some(
    ({ file: from, target, typeOnly }) => from === file && !typeOnly && effects.test(target),
  );
  return reaches ? "unknown" : "pure";
}

/** A step takes the context that only a running command or intake holds, in each of its asynchronous exports. */
function isStep(file: string): boolean {
  const steps = [...code(file).matchAll(/export async function \w+\(\s*([^)]*)/g)];
  return (
    steps.length > 0 && steps.every(([, given = ""]) => /^[^:]*: (Write|Intake)Ctx\b/.test(given))
  );
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
