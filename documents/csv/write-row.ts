/** What a spreadsheet would compute instead of showing (formula injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;
/** Signed numbers and phone numbers are what they look like. */
const harmless = /^[+-]?[\d\s.,()]+$/u;

function cellText(cell: string, separator: string): string {
  const guarded = formula.test(cell) && !harmless.test(cell) ? `'${cell}` : cell;
  const needsQuotes = guarded.includes(separator) || /["\r\n]/.test(guarded) || guarded !== guarded.trim();
  return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One line of a table for a spreadsheet: quoted where needed, and never a formula. */
export function writeRow(cells: readonly string[], separator: string): string {
  return `${cells.map((cell) => cellText(cell, separator)).join(separator)}\r\n`;
}
