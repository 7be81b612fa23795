import { formatDateTime, isoMoment, relativeTime, type Moment } from "@/lib/format";

export function RelativeTime({ at, now }: { at: Moment | null | undefined; now?: Moment }) {
  const iso = at === undefined ? null : isoMoment(at);
  if (iso === null) return "–";
  const date = new Date(iso);
  return (
    <time
      dateTime={iso}
      title={formatDateTime(date)}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {relativeTime(date, now)}
    </time>
  );
}
