import { lineStyle } from "@/components/charts/defaults";

/** The stroke a run has in every chart of the page. */
export function SeriesMark({ place }: { place: number }) {
  return (
    <svg aria-hidden width="18" height="8" viewBox="0 0 18 8" className="shrink-0">
      <line x1="1" x2="17" y1="4" y2="4" strokeWidth="2.5" {...lineStyle(place)} />
    </svg>
  );
}
