import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Language } from '../domain/language.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const email = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,62}){1,5}(?<![.-])/g;
const iban = /(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![a-z0-9])/g;
const phone = /(?<![\w.,/-])(?:\+ ?\d|00 ?[1-9]|\(?0 ?[1-9])(?:[ .()/-]{0,3}\d){7,13}(?![\w]|[.,]\d)/g;

/** E-mail addresses, in lower case. */
export function readEmail(text: string): readonly Span[] {
  return everyMatch(text, email).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: { kind: 'email', email: match[0] },
  }));
}

/** Account numbers are never an answer: they are recognised so that nothing inside them is read as an amount or a phone. */
export function readIban(text: string): readonly Span[] {
  return everyMatch(text, iban)
    .filter((match) => /\d{6}/.test(match[0].replace(/ /g, '')))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, value: null }));
}

function toE164(typed: string, language: Language): string | null {
  const home = language === 'fr' ? 'FR' : 'GB';
  const number = typed.replace(/\(0\)/g, '');
  const read = parsePhoneNumberFromString(number, home);
  const possible = read?.isPossible() === true ? read : parsePhoneNumberFromString(number, home === 'FR' ? 'GB' : 'FR');
  return possible?.isPossible() === true ? possible.number : null;
}

/** Phone numbers in E.164; possible is enough, because valid would refuse numbers newer than the tables. */
export function readPhone(text: string, language: Language): readonly Span[] {
  return everyMatch(text, phone).flatMap((match): Span[] => {
    const number = toE164(match[0], language);
    return number === null
      ? []
      : [{ start: match.index, end: match.index + match[0].length, value: { kind: 'phone', phone: number } }];
  });
}
