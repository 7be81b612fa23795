import { runStatuses, type KeyKind } from "@/lib/experiments/rules";
import { tokenizeUntilFault, type Token } from "@/lib/search/tokens";

export type Keys = Record<KeyKind, readonly string[]>;

export type Completion = {
  /** The stretch of the text that an option replaces. */
  from: number;
  to: number;
  options: { text: string; hint: string }[];
};

type Expected =
  | { kind: "name" }
  | { kind: "operator"; name: string }
  | { kind: "value"; name: string }
  | { kind: "joint"; depth: number };

const shown = 12;
const attributes: readonly { text: string; hint: string }[] = [
  { text: "status", hint: "attribute" },
  { text: "start_time", hint: "attribute, Unix milliseconds" },
  { text: "end_time", hint: "attribute, Unix milliseconds" },
  { text: "run_name", hint: "attribute" },
  { text: "user_id", hint: "attribute" },
  { text: "run_id", hint: "attribute" },
  { text: "datasets.name", hint: "dataset" },
  { text: "datasets.digest", hint: "dataset" },
  { text: "datasets.context", hint: "dataset" },
];
const forNumbers = [">", ">=", "<", "<=", "=", "!="];
const forTexts = ["=", "!=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL"];
const forAttributes = ["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"];

/** What may stand at the cursor, given what stands before it. */
export function completeFilter(text: string, cursor: number, keys: Keys): Completion {
  const before = text.slice(0, cursor);
  const word = wordBefore(before);
  const from = cursor - word.length;
  const { tokens, rest } = tokenizeUntilFault(before.slice(0, from));
  const options = rest === "" ? optionsFor(expectedAfter(tokens), keys) : [];
  return { from, to: cursor, options: ranked(options, word) };
}

/** Inside quotes there are blanks and signs too, so an open quote reaches back to its start. */
function wordBefore(before: string): string {
  const quoted = /'[^']*$/.exec(closedQuotesOut(before));
  if (quoted) return before.slice(quoted.index);
  return /[^\s(),=<>!']*$/.exec(before)?.[0] ?? "";
}

function closedQuotesOut(text: string): string {
  return text.replaceAll(/'[^']*'/g, (quoted) => "_".repeat(quoted.length));
}

function expectedAfter(tokens: readonly Token[]): Expected {
  let expected: Expected = { kind: "name" };
  let depth = 0;
  let inList = false;
  for (const token of tokens) {
    if (token.kind === "open") {
      if (expected.kind === "value") inList = true;
      else depth += 1;
    } else if (token.kind === "close") {
      if (!inList) depth -= 1;
      inList = false;
      expected = { kind: "joint", depth };
    } else if (!inList) expected = next(expected, token, depth);
  }
  return inList ? { kind: "joint", depth: 1 } : expected;
}

function next(expected: Expected, token: Token, depth: number): Expected {
  switch (expected.kind) {
    case "name":
      return { kind: "operator", name: token.text };
    case "operator":
      if (token.text === "NULL") return { kind: "joint", depth };
      if (token.text === "IS" || token.text === "NOT") return expected;
      return { kind: "value", name: expected.name };
    case "value":
      return { kind: "joint", depth };
    case "joint":
      return { kind: "name" };
  }
}

function optionsFor(expected: Expected, keys: Keys): Completion["options"] {
  switch (expected.kind) {
    case "name":
      return [
        ...keys.metric.map((key) => ({ text: `metrics.${spelt(key)}`, hint: "metric" })),
        ...keys.param.map((key) => ({ text: `params.${spelt(key)}`, hint: "parameter" })),
        ...keys.tag.map((key) => ({ text: `tags.${spelt(key)}`, hint: "tag" })),
        ...attributes,
      ];
    case "operator":
      return operatorsOf(expected.name).map((text) => ({ text, hint: meanings[text] ?? "" }));
    case "value":
      return /(^|\.)status$/.test(expected.name)
        ? runStatuses.map((status) => ({ text: `'${status}'`, hint: "status" }))
        : [];
    case "joint":
      return [
        { text: "AND", hint: "both hold" },
        { text: "OR", hint: "either holds" },
        ...(expected.depth > 0 ? [{ text: ")", hint: "close" }] : []),
      ];
  }
}

const meanings: Record<string, string> = {
  ">": "greater than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most",
  "=": "equal to",
  "!=": "not equal to",
  LIKE: "matches, % for anything",
  ILIKE: "matches in any case",
  IN: "one of ('a', 'b')",
  "NOT IN": "none of ('a', 'b')",
  "IS NULL": "not set",
  "IS NOT NULL": "set",
};

function operatorsOf(name: string): readonly string[] {
  if (/^metrics?\./.test(name) || /^(attributes?\.)?(start_time|end_time|created)$/.test(name))
    return forNumbers;
  return /^(params?|parameters?|tags?)\./.test(name) ? forTexts : forAttributes;
}

/** A key with anything but word characters has to be quoted. */
function spelt(key: string): string {
  return /^[\p{L}\p{N}_\-/]+$/u.test(key) ? key : `\`${key}\``;
}

function ranked(options: Completion["options"], word: string): Completion["options"] {
  const wanted = word.toLowerCase().replaceAll("`", "");
  if (wanted === "") return options.slice(0, shown);
  const rank = (text: string) => {
    const plain = text.toLowerCase().replaceAll("`", "");
    if (plain === wanted) return 0;
    if (plain.startsWith(wanted)) return 1;
    if (plain.slice(plain.indexOf(".") + 1).startsWith(wanted)) return 2;
    return plain.includes(wanted) ? 3 : 9;
  };
  return options
    .map((option) => ({ option, at: rank(option.text) }))
    .filter(({ at }) => at < 9)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, shown)
    .map(({ option }) => option);
}
