import { Fragment } from "react";

import { parseMarkdown, type Block, type Inline } from "@/lib/markdown";

/** Text that people wrote, as elements of ours: nothing of it becomes markup. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="max-w-prose space-y-3 text-sm wrap-anywhere">
      {parseMarkdown(text).map((block, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the blocks of one text never move
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? (
        <h3 className="text-base font-semibold">
          <Spans content={block.content} />
        </h3>
      ) : (
        <h4 className="font-medium">
          <Spans content={block.content} />
        </h4>
      );
    case "paragraph":
      return (
        <p className="whitespace-pre-line">
          <Spans content={block.content} />
        </p>
      );
    case "code":
      return (
        <pre className="bg-sunken border-line overflow-x-auto rounded-md border p-3 font-mono text-xs">
          {block.text}
        </pre>
      );
    case "list":
      return <List block={block} />;
  }
}

function List({ block }: { block: Extract<Block, { kind: "list" }> }) {
  const items = block.items.map((content, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- the items of one text never move
    <li key={at}>
      <Spans content={content} />
    </li>
  ));
  return block.ordered ? (
    <ol className="list-decimal space-y-1 pl-5">{items}</ol>
  ) : (
    <ul className="list-disc space-y-1 pl-5">{items}</ul>
  );
}

function Spans({ content }: { content: readonly Inline[] }) {
  return content.map((span, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- the spans of one text never move
    <Fragment key={at}>
      <Span span={span} />
    </Fragment>
  ));
}

function Span({ span }: { span: Inline }) {
  switch (span.kind) {
    case "text":
      return span.text;
    case "code":
      return <code className="bg-sunken rounded-sm px-1 font-mono text-xs">{span.text}</code>;
    case "strong":
      return <strong className="font-semibold">{span.text}</strong>;
    case "em":
      return <em>{span.text}</em>;
    case "link":
      return (
        <a className="link" href={span.href} rel="noreferrer nofollow" target="_blank">
          {span.text}
        </a>
      );
  }
}
