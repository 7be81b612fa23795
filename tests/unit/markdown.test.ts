import * as fc from "fast-check";
import { expect, test } from "vitest";

import { parseInline, parseMarkdown, type Inline } from "@/lib/markdown";

test("headings, lists, code and paragraphs become blocks", () => {
  const blocks = parseMarkdown(
    "# Title\n\nSome **bold** text\nover two lines.\n\n- a\n- b\n\n```\nx < 1\n```",
  );
  expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "code"]);
});

test("only web and mail addresses become links", () => {
  expect(parseInline("[a](https://example.com)")[0]).toMatchObject({ kind: "link" });
  expect(parseInline("[a](javascript:alert)")).toEqual([
    { kind: "text", text: "[a](javascript:alert)" },
  ]);
  expect(parseInline("[a](//evil.example)")[0]?.kind).toBe("text");
});

test("no text is lost and no address is unsafe, whatever is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const spans = parseMarkdown(text).flatMap((block) =>
        block.kind === "code" ? [] : block.kind === "list" ? block.items.flat() : block.content,
      );
      return spans.every(isSafe);
    }),
  );
});

const isSafe = (span: Inline) => span.kind !== "link" || /^(https?:|mailto:)/i.test(span.href);

test("a bracket inside a bracket begins anew, and what is longer than an address is text", () => {
  expect(parseInline("[[a](https://b.example)")).toEqual([
    { kind: "text", text: "[" },
    { kind: "link", text: "a", href: "https://b.example" },
  ]);
  const long = `[a](mailto:${"b".repeat(600)})`;
  expect(parseInline(long)).toEqual([{ kind: "text", text: long }]);
});
