/** Shorter numbers occur in remittance texts as dates, quantities and bank codes. */
const lengthMin = 5;

/** The letters and digits of a number in runs, so that any spacing or separator between them is the same number. */
function runsOf(number: string): readonly string[] {
  return number.toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
}

/**
 * The invoice numbers a remittance text names: the same letters and digits, however spaced or separated, standing alone. Of
 * two numbers at one place the longer is meant. A number of fewer than five letters and digits is never recognised.
 */
export function namedInvoices(text: string, numbers: readonly string[]): readonly string[] {
  const candidates = numbers
    .map((number) => ({ number, runs: runsOf(number) }))
    .filter(({ runs }) => runs.join('').length >= lengthMin)
    .sort((a, b) => b.runs.join('').length - a.runs.join('').length);
  let rest = text.toUpperCase();
  return candidates.flatMap(({ number, runs }) => {
    const pattern = new RegExp(`(?<![A-Z0-9])${runs.join('[^A-Z0-9]*')}(?![A-Z0-9])`, 'gu');
    const without = rest.replace(pattern, '|');
    if (without === rest) return [];
    rest = without;
    return [number];
  });
}
