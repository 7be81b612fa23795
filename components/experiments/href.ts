export type Query = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** A path with the parts of the query that are set; lists are joined by commas. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== null && text !== undefined && text !== "") search.set(key, String(text));
  }
  const text = search.toString().replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}

/** One value of a page's search parameters, whichever way the URL repeats it. */
export function one(value: string | string[] | undefined): string | undefined {
  const found = Array.isArray(value) ? value[0] : value;
  return found === "" ? undefined : found;
}
