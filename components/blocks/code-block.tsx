import { CopyButton } from "@/components/blocks/copy-button";
import { cn } from "@/components/ui/cn";

export function CodeBlock({
  text,
  label,
  maxHeight,
  wrap = false,
}: {
  text: string;
  label?: string | undefined;
  maxHeight?: string | undefined;
  wrap?: boolean | undefined;
}) {
  return (
    <div className="border-line bg-sunken min-w-0 overflow-hidden rounded-md border text-left">
      <div className="border-line flex h-8 items-center justify-between border-b pr-1 pl-3">
        <span className="text-muted truncate text-xs">{label ?? "Code"}</span>
        <CopyButton text={text} label={`Copy ${label?.toLowerCase() ?? "code"}`} />
      </div>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by key
        tabIndex={0}
        style={maxHeight === undefined ? undefined : { maxHeight }}
        className={cn(
          "overflow-auto px-3 py-2.5 font-mono text-xs leading-5",
          wrap && "wrap-anywhere whitespace-pre-wrap",
        )}
      >
        <code>{text}</code>
      </pre>
    </div>
  );
}
