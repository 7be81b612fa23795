/** One value of a page's search parameters, whichever way the address repeats it; an empty one counts as not given. */
export function one(value: string | string[] | undefined): string | undefined {
  const found = Array.isArray(value) ? value[0] : value;
  return found === "" ? undefined : found;
}
