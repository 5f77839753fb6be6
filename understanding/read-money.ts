import { type Currency, decimalsOf, money, type Money } from '../domain/money.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const symbols: readonly (readonly [string, Currency])[] = [
  ['us\\$|\\$ ?us|usd|dollars? us', 'USD'],
  ['ca\\$|\\$ ?ca|cad|dollars? canadiens?', 'CAD'],
  ['a\\$|\\$ ?au|aud', 'AUD'],
  ['€|euros?|eur|e|balles|boules', 'EUR'],
  ['£|£ ?gb|gbp|livres? sterling|livres?|pounds?|quid', 'GBP'],
  ['chf|francs? suisses?|francs?|frs?', 'CHF'],
  ['jp¥|¥|jpy|yens?', 'JPY'],
  ['kwd', 'KWD'],
  ['tnd', 'TND'],
  ['mad|dirhams?|dhs?', 'MAD'],
  ['xof|fcfa|cfa', 'XOF'],
  ['\\$|dollars?|bucks', 'USD'],
];
const names = symbols.map(([pattern]) => pattern).join('|');
const number = "\\d{1,3}(?:[ .,']\\d{3})+(?:[.,]\\d{1,3})?|\\d{1,15}(?:[.,]\\d{1,3})?";
const prefixes = 'us\\$|usd|ca\\$|cad|a\\$|aud|€|eur|£|gbp|chf|jp¥|¥|jpy|kwd|tnd|mad|xof|\\$';
const cents = `(?: ?(?:et |and )?(?<spelled>\\d{2}) ?(?:centimes?|cts?|cents?|pence|p|c)(?![a-z'])|(?<=[a-z€£$])(?<attached>\\d{2})(?![\\d.,]))?`;
const amount = new RegExp(
  `(?<![\\w.,])(?<sign>-)?(?:(?<before>${prefixes}) ?)?(?<inner>-)?(?<digits>${number})(?<k> ?k(?![a-z]))?(?: ?(?<after>${names})(?![a-z]))?${cents}(?![\\w%]|[.,]\\d)`,
  'g',
);
const dollarFallback = new Set(['$', 'dollar', 'dollars', 'bucks']);

/** The largest amount anybody may type, in major units: more is a slip or a game. */
const largest = 999_999_999;

const matchers = symbols.map(([pattern, currency]) => ({ matcher: new RegExp(`^(?:${pattern})$`), currency }));

function currencyOf(name: string | undefined, fallback: Currency): Currency {
  if (name === undefined) return fallback;
  if (dollarFallback.has(name) && /^(?:USD|CAD|AUD)$/.test(fallback)) return fallback;
  return matchers.find(({ matcher }) => matcher.test(name))?.currency ?? fallback;
}

function splitDecimals(digits: string, decimals: number): { whole: string; fraction: string } | null {
  const separators = digits.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (last === undefined) return { whole: digits, fraction: '' };
  const at = digits.lastIndexOf(last);
  const [whole, fraction] = [digits.slice(0, at), digits.slice(at + 1)];
  const isOnly = separators.filter((separator) => separator === last).length === 1;
  const groups =
    fraction.length === 3 && (!isOnly || (separators.length === 1 && decimals !== 3 && !whole.startsWith('0')));
  if (groups) return { whole: digits, fraction: '' };
  return isOnly ? { whole, fraction } : null;
}

/** Reads digits with French, English or Swiss separators; null for what no locale writes, zero, or more decimals than the currency has. */
export function parseAmount(digits: string, currency: Currency, thousands = false): Money | null {
  const decimals = thousands ? 3 : decimalsOf(currency);
  const split = splitDecimals(digits.replace(/[ ']/g, ''), decimals);
  if (split === null || split.fraction.length > decimals) return null;
  const whole = Number(split.whole.replace(/[.,]/g, ''));
  const scale = 10 ** decimalsOf(currency);
  const fraction = Number(split.fraction.padEnd(decimals, '0') || '0');
  const minor = thousands ? (whole * 1000 + fraction) * scale : whole * scale + fraction;
  return minor > 0 && minor <= largest * scale ? money(minor, currency) : null;
}

type AmountMatch = {
  readonly isNegative: boolean;
  readonly name: string | undefined;
  readonly digits: string;
  readonly thousands: boolean;
};

function parts(groups: Readonly<Record<string, string | undefined>>): AmountMatch {
  const { sign, before, inner, digits = '', k, after, spelled, attached } = groups;
  const cent = spelled ?? attached;
  return {
    isNegative: sign !== undefined || inner !== undefined,
    name: before ?? after,
    digits: cent === undefined ? digits : `${digits},${cent}`,
    thousands: k !== undefined,
  };
}

/**
 * The amounts in folded text with number words already in digits. With `bare`, a number without a currency is an amount in
 * `fallback`; without it, it is left alone. Negative, zero and absurd amounts are spans without a value.
 */
export function readMoney(text: string, fallback: Currency, bare: boolean): readonly Span[] {
  const spans: Span[] = [];
  for (const match of everyMatch(text, amount)) {
    const { isNegative, name, digits, thousands } = parts(match.groups ?? {});
    if (name === undefined && !thousands && !bare) continue;
    const read = isNegative ? null : parseAmount(digits, currencyOf(name, fallback), thousands);
    spans.push({
      start: match.index,
      end: match.index + match[0].length,
      value: read === null ? null : { kind: 'money', money: read },
    });
  }
  return spans;
}
