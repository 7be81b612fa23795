import { Refusal } from "@/lib/errors";

export type Token = {
  kind: "name" | "string" | "number" | "operator" | "keyword" | "open" | "close" | "comma";
  /** As written, quotes included; keywords and operators in capitals. */
  text: string;
  start: number;
  end: number;
};

const part = String.raw`(?:\x60[^\x60]*\x60|"[^"]*"|'[^']*'|[\p{L}\p{N}_\-/]+)`;

/** Words are of any alphabet, as keys are. Tried in order at each position. A name is `entity.key`, either side bare, in backquotes or in quotes. */
const patterns: readonly [Token["kind"], RegExp][] = [
  ["string", /'(?:''|[^'])*'|"(?:""|[^"])*"/y],
  ["number", /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\p{L}\p{N}_.`])/uy],
  [
    "name",
    new RegExp(String.raw`(?:\x60[^\x60]*\x60|[\p{L}_][\p{L}\p{N}_\-/]*)(?:\.${part})*`, "uy"),
  ],
  ["operator", /!=|<=|>=|=|<|>/y],
  ["open", /\(/y],
  ["close", /\)/y],
  ["comma", /,/y],
];

const keywords = new Set(["AND", "OR", "NOT", "IN", "LIKE", "ILIKE", "IS", "NULL"]);
const space = /\s*/y;
const longest = 20_000;

/** Splits a filter or order clause. Throws `invalid` on what is no token, such as a string left open. */
export function tokenize(text: string): Token[] {
  if (text.length > longest)
    throw new Refusal("invalid", `A search may hold at most ${longest} characters.`);
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = readToken(text, at);
    if (!token) throw invalidClause(text.slice(at));
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** As `tokenize`, but stops at what is no token: for completion while the text is still being written. */
export function tokenizeUntilFault(text: string): { tokens: Token[]; rest: string; at: number } {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    if (!token) break;
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  return { tokens, rest: text.slice(at), at };
}

export function invalidClause(clause: string): Refusal {
  return new Refusal("invalid", `Invalid clause(s) in filter string: '${clause.slice(0, 500)}'`);
}

function readToken(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = at + found.length;
    const upper = found.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
    if (kind === "name" && keywords.has(upper))
      return { kind: "keyword", text: upper, start: at, end };
    return { kind, text: found, start: at, end };
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

/** Takes one pair of quotes or backquotes off; a doubled quote inside stands for one. */
export function unquote(text: string): string {
  const quote = text[0];
  if (quote === undefined || !"'\"`".includes(quote) || text.length < 2 || !text.endsWith(quote))
    return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
