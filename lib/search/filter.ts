import { Refusal } from "@/lib/errors";
import { invalidClause, tokenize, unquote, type Token } from "@/lib/search/tokens";

export type Operator =
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "LIKE"
  | "ILIKE"
  | "IN"
  | "NOT IN"
  | "IS NULL"
  | "IS NOT NULL";

const symbols = ["=", "!=", "<", "<=", ">", ">="] as const;

/** A value as written, so that whoever knows the field's type can say what is wrong with it. */
export type Value =
  | { kind: "string"; text: string; value: string }
  | { kind: "number"; text: string; value: number }
  | { kind: "name"; text: string }
  | { kind: "list"; text: string; items: { kind: Token["kind"]; text: string; value: string }[] }
  | { kind: "none"; text: "" };

/** `entity` is what stands before the first dot, or null for a bare name. */
export type Name = { entity: string | null; key: string };
export type Comparison = Name & { operator: Operator; value: Value };

export type Filter =
  | { kind: "all" | "any"; of: Filter[] }
  | { kind: "compare"; comparison: Comparison };

const deepest = 50;
const mostComparisons = 500;

/**
 * Reads a search filter: comparisons joined by AND and OR (AND binds tighter), parentheses as wanted.
 * An empty filter matches everything. Throws `invalid` in MLflow's words.
 */
export function parseFilter(text: string): Filter {
  const source = new Source(text, tokenize(text.replace(/;\s*$/, "")));
  if (source.peek() === undefined) return { kind: "all", of: [] };
  const filter = readAny(source, 0);
  if (source.peek()) throw source.invalid();
  return filter;
}

/** Splits `metrics."val loss"` into entity and key; a bare name has no entity. */
export function parseName(text: string): Name {
  const match = /^(`[^`]*`|[^.`]+)\.(.+)$/s.exec(text);
  if (!match) return { entity: null, key: unquote(text) };
  return { entity: unquote(match[1] ?? ""), key: unquote(match[2] ?? "") };
}

class Source {
  private at = 0;
  private comparisons = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  take(kind?: Token["kind"], text?: string): Token | undefined {
    const token = this.tokens[this.at];
    if (!token || (kind && token.kind !== kind) || (text && token.text !== text)) return undefined;
    this.at += 1;
    return token;
  }

  /** The rest of the filter from here, or from `token`, is at fault. */
  invalid(token = this.peek() ?? this.tokens.at(-1)): Refusal {
    return invalidClause(token ? this.text.slice(token.start) : this.text);
  }

  between(first: Token, last: Token): string {
    return this.text.slice(first.start, last.end);
  }

  count(): void {
    this.comparisons += 1;
    if (this.comparisons > mostComparisons)
      throw new Refusal("invalid", `A filter may hold at most ${mostComparisons} comparisons.`);
  }
}

function readAny(source: Source, depth: number): Filter {
  const of = [readAll(source, depth)];
  while (source.take("keyword", "OR")) of.push(readAll(source, depth));
  return joined("any", of);
}

function readAll(source: Source, depth: number): Filter {
  const of = [readOne(source, depth)];
  while (source.take("keyword", "AND")) of.push(readOne(source, depth));
  return joined("all", of);
}

function joined(kind: "all" | "any", of: Filter[]): Filter {
  const [only] = of;
  return of.length === 1 && only ? only : { kind, of };
}

function readOne(source: Source, depth: number): Filter {
  const open = source.take("open");
  if (!open) return { kind: "compare", comparison: readComparison(source) };
  if (depth >= deepest)
    throw new Refusal("invalid", `A filter may nest parentheses at most ${deepest} deep.`);
  const inner = readAny(source, depth + 1);
  if (!source.take("close")) throw source.invalid(open);
  return inner;
}

function readComparison(source: Source): Comparison {
  source.count();
  const left = source.take();
  if (!left || (left.kind !== "name" && left.kind !== "string")) throw source.invalid(left);
  const operator = readOperator(source, left);
  const value = readValue(source, left, operator);
  return { ...parseName(left.text), operator, value };
}

function readOperator(source: Source, left: Token): Operator {
  const symbol = source.take("operator");
  const known = symbols.find((each) => each === symbol?.text);
  if (known) return known;
  if (source.take("keyword", "IS")) {
    const not = source.take("keyword", "NOT");
    if (!source.take("keyword", "NULL")) throw source.invalid(left);
    return not ? "IS NOT NULL" : "IS NULL";
  }
  if (source.take("keyword", "NOT")) {
    if (!source.take("keyword", "IN")) throw source.invalid(left);
    return "NOT IN";
  }
  for (const word of ["LIKE", "ILIKE", "IN"] as const)
    if (source.take("keyword", word)) return word;
  throw source.invalid(left);
}

function readValue(source: Source, left: Token, operator: Operator): Value {
  if (operator === "IS NULL" || operator === "IS NOT NULL") return { kind: "none", text: "" };
  const open = source.take("open");
  if (open) return readList(source, open);
  const token = source.take();
  if (!token) throw source.invalid(left);
  const { kind, text } = token;
  if (kind === "string") return { kind, text, value: unquote(text) };
  if (kind === "number") return { kind, text, value: Number(text) };
  if (kind === "name") return { kind, text };
  throw source.invalid(left);
}

function readList(source: Source, open: Token): Value {
  const items: Extract<Value, { kind: "list" }>["items"] = [];
  for (;;) {
    const item = source.take();
    if (!item || !["string", "number", "name"].includes(item.kind)) throw source.invalid(open);
    items.push({ kind: item.kind, text: item.text, value: unquote(item.text) });
    const close = source.take("close");
    if (close) return { kind: "list", text: source.between(open, close), items };
    if (!source.take("comma")) throw source.invalid(open);
    const trailing = source.take("close");
    if (trailing) return { kind: "list", text: source.between(open, trailing), items };
  }
}
