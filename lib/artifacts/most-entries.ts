/** A folder shows so many of what lies in it; the others are found by name. */
export const mostEntries = 500;
