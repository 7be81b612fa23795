import { visiblePlaces } from "@/components/shell/places";
import { pathTo } from "@/lib/paths";

/** What the palette can do with an entry: go somewhere, or run something harmless. */
export type PaletteItem = {
  id: string;
  kind: string;
  title: string;
  detail?: string | undefined;
  does: { go: string } | { run: "light" | "dark" | "system" | "keys" | "sign-out" };
};

export function staticItems(workspace: string, mayAudit: boolean): readonly PaletteItem[] {
  const pages = visiblePlaces(mayAudit).map(({ label, path, key }): PaletteItem => ({
    id: `page:${path}`,
    kind: "Go to",
    title: label,
    detail: `g ${key}`,
    does: { go: pathTo(workspace, path) },
  }));
  return [
    ...pages,
    { id: "light", kind: "Do", title: "Use light colours", does: { run: "light" } },
    { id: "dark", kind: "Do", title: "Use dark colours", does: { run: "dark" } },
    { id: "system", kind: "Do", title: "Use the system's colours", does: { run: "system" } },
    { id: "keys", kind: "Do", title: "Show the keyboard", detail: "?", does: { run: "keys" } },
    { id: "sign-out", kind: "Do", title: "Sign out", does: { run: "sign-out" } },
  ];
}

/** Every word of the query must begin a word of the title or kind; titles that start with it come first. */
export function match(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return items;
  const words = wanted.split(/\s+/u);
  const fits = items.filter(({ kind, title }) => {
    const text = ` ${kind} ${title}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");
    return words.every((word) => text.includes(` ${word}`));
  });
  const starts = (item: PaletteItem) => (item.title.toLowerCase().startsWith(wanted) ? 0 : 1);
  return fits.toSorted((a, b) => starts(a) - starts(b));
}
