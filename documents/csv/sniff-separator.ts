const separators = [';', '\t', ',', '|'] as const;

/** How many cells the line has outside quotes. */
function cellsOf(line: string, separator: string): number {
  return line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length;
}

/** What separates the cells of the header: the sign that makes the most of them; of equals, the semicolon, the tab, then the comma. */
export function sniffSeparator(text: string): string {
  const line = text.split(/\r?\n|\r/).find((candidate) => candidate.trim() !== '') ?? '';
  let best = ',';
  let most = 1;
  for (const separator of separators) {
    const cells = cellsOf(line, separator);
    if (cells > most) [best, most] = [separator, cells];
  }
  return best;
}
