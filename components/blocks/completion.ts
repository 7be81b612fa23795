/** The word being written at the cursor, and the words of the grammar it may become. */
export type Completion = { start: number; options: readonly string[] };

const wordAtEnd = /[\p{L}\p{N}_.`"/@-]+$/u;
const shown = 8;

/** Nothing is offered inside a quoted value, for an empty word, or once the word is whole. */
export function complete(text: string, cursor: number, words: readonly string[]): Completion {
  const before = text.slice(0, cursor);
  const word = wordAtEnd.exec(before)?.[0] ?? "";
  const start = cursor - word.length;
  const quoted = (before.match(/'/gu) ?? []).length % 2 === 1;
  if (word === "" || quoted) return { start, options: [] };
  const wanted = word.toLowerCase();
  const matches = words.filter((candidate) => candidate.toLowerCase().includes(wanted));
  const first = matches.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  const options = [...new Set([...first, ...matches])].slice(0, shown);
  return { start, options: options.length === 1 && options[0] === word ? [] : options };
}

export function accept(text: string, cursor: number, { start }: Completion, option: string) {
  const rest = text.slice(cursor);
  const gap = rest.startsWith(" ") ? "" : " ";
  return {
    text: `${text.slice(0, start)}${option}${gap}${rest}`,
    cursor: start + option.length + 1,
  };
}
