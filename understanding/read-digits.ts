import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const digits = /(?<![\w.,])\d(?:[ .-]?\d){2,13}(?![\w]|[.,]\d)/g;
const fixedLength =
  /(?<![\w.,-])(?:\d{5}|\d{9}|\d{14}|\d{3} \d{3} \d{3}(?: \d{5})?)(?![\w]|[.,]\d| ?(?:€|£|\$|euros?|eur|pounds?)| \d)/g;
const ukPostcode = /(?<![a-z0-9])[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?![a-z0-9])/g;

/** Codes, postcodes and company numbers as typed, without spaces, when that is what was asked for; British postcodes in
 * upper case. Beside amounts only the lengths of a postcode, a SIREN and a SIRET are digits. */
export function readDigits(text: string, besideAmounts: boolean): readonly Span[] {
  const codes = everyMatch(text, besideAmounts ? fixedLength : digits).map((match): Span => ({
    start: match.index,
    end: match.index + match[0].length,
    value: { kind: 'digits', digits: match[0].replace(/\D/g, '') },
  }));
  const postcodes = everyMatch(text, ukPostcode).map((match): Span => ({
    start: match.index,
    end: match.index + match[0].length,
    value: {
      kind: 'digits',
      digits: match[0]
        .toUpperCase()
        .replace(/ /g, '')
        .replace(/(?=.{3}$)/, ' '),
    },
  }));
  return [...codes, ...postcodes];
}
