/** The length ISO 13616 fixes for each country of the SEPA area, Morocco and Tunisia; the key alone lets one digit too many pass. */
const lengths: Readonly<Record<string, number>> = {
  ...{ AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22 },
  ...{ GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MA: 28, MC: 27, MT: 31, NL: 18 },
  ...{ NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27, TN: 24, VA: 22 },
};

const shape = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** The account number without spaces and in upper case, as banks exchange it. */
export function compactIban(text: string): string {
  return text.replace(/\s/gu, '').toUpperCase();
}

/** Whether the text, spaces aside, has its country's length and its check digits (ISO 7064 MOD 97-10) hold. */
export function isIban(text: string): boolean {
  const iban = compactIban(text);
  if (!shape.test(iban) || (lengths[iban.slice(0, 2)] ?? iban.length) !== iban.length) return false;
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** The account number in groups of four, as people read it. */
export function formatIban(text: string): string {
  return compactIban(text).replace(/(.{4})(?=.)/g, '$1 ');
}
