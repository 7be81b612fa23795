/** A LIKE pattern for "contains this text", with the text's own wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
}

/** A LIKE pattern as somebody wrote it. Only % and _ are special, as in MLflow: a path may hold backslashes, or end in one. */
export function likePattern(written: string): string {
  return written.replaceAll("\\", String.raw`\\`);
}
