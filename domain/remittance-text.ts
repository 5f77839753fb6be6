/** Shorter numbers occur in remittance texts as dates, quantities and bank codes. */
const lengthMin = 5;

/**
 * Whether a remittance text names the invoice: the same letters and digits, however they are spaced or separated, standing
 * alone. A number of fewer than five letters and digits is never recognised, since it would match dates.
 */
export function namesInvoice(text: string, number: string): boolean {
  const runs = number.toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
  if (runs.join('').length < lengthMin) return false;
  const pattern = new RegExp(`(?<![A-Z0-9])${runs.join('[^A-Z0-9]*')}(?![A-Z0-9])`, 'u');
  return pattern.test(text.toUpperCase());
}
