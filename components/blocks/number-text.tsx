import { formatNumber, isWhole, wholeNumber } from "@/lib/format";

/** A number as short as it can be read, and whole where the pointer rests. */
export function NumberText({
  value,
  text = formatNumber(value),
}: {
  value: number | string | null | undefined;
  text?: string | undefined;
}) {
  if (typeof value !== "number" || isWhole(text, value)) return text;
  return <span title={wholeNumber(value)}>{text}</span>;
}
