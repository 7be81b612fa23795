import { CopyButton } from "@/components/blocks/copy-button";
import { shortId } from "@/lib/format";

/** An id or digest: its beginning to recognise it by, the whole to copy. */
export function Hash({
  value,
  length = 12,
  label = "Copy the whole value",
}: {
  value: string;
  length?: number | undefined;
  label?: string | undefined;
}) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <code className="font-mono text-xs" title={value}>
        {shortId(value, length)}
      </code>
      <CopyButton text={value} label={label} />
    </span>
  );
}
