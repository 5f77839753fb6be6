import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Reason } from './refusal.ts';

const scientific = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;
const e164 = /^\+[1-9]\d{4,14}$/;

/** The digits of a number that a spreadsheet shows as 3.36E+10; null when it no longer has them all. */
function wholeDigits(parts: RegExpExecArray): string | null {
  const [, first = '', rest = '', exponent = ''] = parts;
  return rest.length === Number(exponent) ? first + rest : null;
}

function possible(text: string, country: CountryCode | undefined): string | null {
  const read = parsePhoneNumberFromString(text, country);
  return read?.isPossible() === true && e164.test(read.number) ? read.number : null;
}

/**
 * The number as +33612345678. A national one is of `country`; digits that are too many for it are taken as international
 * without their plus. Numbers that are possible but in no directory are accepted: fictional ones are.
 */
export function readPhone(text: string, country: string): { readonly value: string } | { readonly reason: Reason } {
  const compact = text.replace(/[\s\u00a0\u202f]/gu, '');
  const parts = scientific.exec(compact);
  const digits = parts === null ? compact : wholeDigits(parts);
  if (digits === null) return { reason: 'phone-digits-lost' };
  if (!/^[+\d][\d().\-/]*$/.test(digits)) return { reason: 'not-a-phone' };
  const home = isSupportedCountry(country) ? country : undefined;
  const phone = possible(digits, home) ?? (/^[1-9]\d{9,14}$/.test(digits) ? possible(`+${digits}`, undefined) : null);
  return phone === null ? { reason: 'not-a-phone' } : { value: phone };
}
