/** The part of Markdown that model cards use, as data: what is shown is text, never markup of the author's. */
export type Inline =
  | { kind: "text" | "code" | "strong" | "em"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string };

export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const heading = /^(#{1,6})\s+(.*)$/;

function readBlock(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at] ?? "";
  if (line.trim() === "") return [null, at + 1];
  if (line.startsWith("```")) return readCode(lines, at + 1);
  const title = heading.exec(line);
  if (title) return [headingOf(title[1] ?? "", title[2] ?? ""), at + 1];
  if (item.test(line)) return readList(lines, at);
  let end = at + 1;
  while (end < lines.length && !startsBlock(lines[end] ?? "")) end++;
  return [{ kind: "paragraph", content: parseInline(lines.slice(at, end).join("\n")) }, end];
}

function headingOf(marks: string, text: string): Block {
  const level = marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
  return { kind: "heading", level, content: parseInline(text) };
}

function startsBlock(line: string): boolean {
  return line.trim() === "" || line.startsWith("```") || heading.test(line) || item.test(line);
}

function readCode(lines: readonly string[], start: number): [Block, number] {
  let end = start;
  while (end < lines.length && !(lines[end] ?? "").startsWith("```")) end++;
  return [{ kind: "code", text: lines.slice(start, end).join("\n") }, end + 1];
}

function readList(lines: readonly string[], start: number): [Block, number] {
  const items: Inline[][] = [];
  let end = start;
  for (; end < lines.length; end++) {
    const match = item.exec(lines[end] ?? "");
    if (!match) break;
    items.push(parseInline(match[2] ?? ""));
  }
  const ordered = /^\s*\d/.test(lines[start] ?? "");
  return [{ kind: "list", ordered, items }, end];
}

/** What a link holds has an end, and no part may begin inside another: else each `[` would be looked behind to the end. */
const inline =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|(?<![\w*])[*_]([^*_\n]+)[*_](?!\w)|\[([^[\]\n]{1,500})\]\(([^)\s]{1,500})\)|(https?:\/\/[^\s<>)\]]+)/g;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    parts.push(readInline(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

function readInline([whole, code, strong, em, label, target, bare]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", text: strong };
  if (em !== undefined) return { kind: "em", text: em };
  if (bare !== undefined) return { kind: "link", text: bare, href: bare };
  const isWeb = target !== undefined && /^(https?:\/\/|mailto:)/i.test(target);
  return isWeb && label !== undefined
    ? { kind: "link", text: label, href: target }
    : { kind: "text", text: whole };
}
