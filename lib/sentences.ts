import type { z } from "zod";

export const needed = "This is needed.";

const kinds = new Map([
  ["string", "A text"],
  ["number", "A number"],
  ["int", "A whole number"],
  ["boolean", "true or false"],
  ["array", "A list"],
  ["object", "An object"],
  ["record", "An object"],
  ["date", "A moment"],
]);

/** What a size counts. */
const units = new Map([
  ["string", " characters"],
  ["array", " items"],
]);

type Issue = z.core.$ZodRawIssue;
type Said = { [Code in Issue["code"]]?: (issue: Extract<Issue, { code: Code }>) => string };

const sentences: Said = {
  invalid_type: ({ input, expected }) =>
    input === undefined ? needed : `${kinds.get(expected) ?? "Another value"} is expected.`,
  too_big: ({ origin, maximum }) => `Use at most ${maximum}${units.get(origin) ?? ""}.`,
  too_small: ({ origin, minimum }) =>
    origin === "string" && Number(minimum) === 1
      ? "Fill this in."
      : `Use at least ${minimum}${units.get(origin) ?? ""}.`,
  invalid_value: ({ input, values }) =>
    input === undefined ? needed : `Choose one of: ${values.map(String).join(", ")}.`,
  unrecognized_keys: ({ keys }) => `Unknown field: ${keys.join(", ").slice(0, 200)}.`,
};

/**
 * What is wrong with an input, where its schema says nothing of its own: a sentence of this house instead of one of the
 * library that reads it.
 */
export function sayIssue(issue: Issue): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each is called with the issues of its own code
  const say = sentences[issue.code] as ((issue: Issue) => string) | undefined;
  return say?.(issue) ?? "This cannot be read.";
}
