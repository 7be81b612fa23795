import { formatDateTime, relativeTime, type Moment } from "@/lib/format";

export function RelativeTime({ at, now }: { at: Moment | null | undefined; now?: Moment }) {
  if (at === null || at === undefined) return "–";
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={formatDateTime(date)}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {relativeTime(date, now)}
    </time>
  );
}
