/** As many rows of a long list as a page shows, and how many there are, so that it can say so. */
export type Excerpt<Row> = { rows: Row[]; found: number; total: number; find: string };

/** A table of a page; whoever looks for another row finds it by its name. */
export const mostRows = 200;

/** The first rows whose name holds what is looked for, in whatever case. */
export function excerptOf<Row>(
  all: readonly Row[],
  nameOf: (row: Row) => string,
  { find = "", most = mostRows }: { find?: string | undefined; most?: number } = {},
): Excerpt<Row> {
  const wanted = find.trim().toLowerCase();
  const found =
    wanted === "" ? all : all.filter((row) => nameOf(row).toLowerCase().includes(wanted));
  return { rows: found.slice(0, most), found: found.length, total: all.length, find: find.trim() };
}
