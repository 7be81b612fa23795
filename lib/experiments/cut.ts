import { countCharacters, firstCharacters, isLonger } from "@/lib/characters";
import { ownValue } from "@/lib/own-value";

/*
 * MLflow's servers cut values that are too long and store the rest of the batch; a script that ends with one must not
 * lose its run. Here the tag below says on the run what was cut, a line for each value.
 */

export const cutMark = "gatehouse.truncated";
export const cutSeparator = "; ";

type Kind = "param" | "tag";
type Pair = { key: string; value: string };

const limits: Record<Kind, number> = { param: 6000, tag: 8000 };

/** How the line of a value begins. No key can hold a quote. */
export function lineStart(kind: Kind, key: string): string {
  return `${kind} "${key}" `;
}

/** The pairs as long as they may be, and a line for each value that was longer. */
export function cutToLength(kind: Kind, pairs: readonly Pair[]): { kept: Pair[]; lines: string[] } {
  const limit = limits[kind];
  const lines: string[] = [];
  const kept = pairs.map(({ key, value }) => {
    if (!isLonger(value, limit)) return { key, value };
    lines.push(`${lineStart(kind, key)}cut from ${countCharacters(value)} to ${limit} characters`);
    return { key, value: firstCharacters(value, limit) };
  });
  return { kept, lines };
}

/** Tags with the mark as it stands after a write: lines of what was written anew give way to these. */
export function marked(
  tags: Readonly<Record<string, string>>,
  written: readonly string[],
  lines: readonly string[],
): Record<string, string> {
  const before = ownValue(tags, cutMark)?.split(cutSeparator) ?? [];
  const stand = before.filter((line) => !written.some((start) => line.startsWith(start)));
  const all = [...new Set([...stand, ...lines])].toSorted();
  const { [cutMark]: _mark, ...rest } = tags;
  return all.length === 0 ? rest : { ...rest, [cutMark]: all.join(cutSeparator) };
}
