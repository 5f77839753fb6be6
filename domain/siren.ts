/** The nine digits of a French company number, spaces aside; null for anything else. The check digit is not enforced. */
export function readSiren(text: string): string | null {
  const digits = text.replace(/[\s.]/gu, '');
  return /^\d{9}$/.test(digits) ? digits : null;
}

/** Whether the check digit holds (Luhn); a warning only, since test and fictional companies fail it. */
export function hasSirenKey(siren: string): boolean {
  let total = 0;
  for (let index = 0; index < siren.length; index += 1) {
    const value = Number(siren.charAt(index)) * (index % 2 === 1 ? 2 : 1);
    total += value > 9 ? value - 9 : value;
  }
  return siren.length === 9 && total % 10 === 0;
}
