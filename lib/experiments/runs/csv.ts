export type Cell = string | number | null | undefined;

/**
 * What a spreadsheet may take for a formula: it passes over blanks and signs that cannot be seen, and takes fullwidth
 * letters of Chinese and Japanese keyboards for the plain ones.
 */
const formulaStart =
  /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;
const unseenStart = /^[\t\r\n]/;
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * One line of RFC 4180. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV
 * injection); a text that is a plain number stays one.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function isFormula(cell: string): boolean {
  return (formulaStart.test(cell) || unseenStart.test(cell)) && !plainNumber.test(cell.trim());
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const safe = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
