import { type Currency, decimalsOf } from '../../domain/money.ts';
import { type Reason } from './refusal.ts';

export type DecimalMark = ',' | '.';

type Written = { readonly negative: boolean; readonly digits: string };

const signs = /^(?<open>\()?(?<before>[+-]?)(?<digits>[\d.,']+)(?<after>-?)(?<close>\))?$/;

/** Without spaces of any kind, currency signs and codes around the number. */
function written(text: string): Written | null {
  const bare = text
    .replace(/[\s\u00a0\u202f\u2009]/gu, '')
    .replace(/^[\u2212\u2013]/u, '-')
    .replace(/^([-+(]?)(?:[€£$¥]|[A-Za-z]{3})/u, '$1')
    .replace(/(?:[€£$¥]|[A-Za-z]{3})([-)]?)$/u, '$1');
  const groups = signs.exec(bare)?.groups;
  if (groups === undefined) return null;
  const { open = '', before = '', digits = '', after = '', close = '' } = groups;
  if ((open === '') !== (close === '') || [open, before, after].filter((sign) => sign !== '').length > 1) return null;
  return { negative: open !== '' || before === '-' || after !== '', digits };
}

/** The last sign among the digits, and whether it can only be a decimal mark, only separate thousands, or either. */
function lastMark(
  digits: string,
): { readonly mark: DecimalMark; readonly as: 'decimal' | 'thousands' | 'either' } | null {
  const at = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  if (at === -1) return null;
  const mark = digits.charAt(at) as DecimalMark;
  const other = mark === ',' ? '.' : ',';
  if (digits.includes(other) || digits.includes("'")) return { mark, as: 'decimal' };
  if (digits.indexOf(mark) !== at) return { mark, as: 'thousands' };
  const [before, after] = [digits.slice(0, at), digits.slice(at + 1)];
  const either = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  return { mark, as: either ? 'either' : 'decimal' };
}

/** The decimal mark a cell proves to be in use; null when it proves none. */
export function decimalMarkOf(text: string): DecimalMark | null {
  const read = written(text);
  const last = read === null ? null : lastMark(read.digits);
  if (last === null || last.as === 'either') return null;
  const other = last.mark === ',' ? '.' : ',';
  return last.as === 'decimal' ? last.mark : other;
}

function minorOf(whole: string, fraction: string, currency: Currency): number | Reason {
  const decimals = decimalsOf(currency);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return 'amount-decimals';
  const minor = Number(whole + kept.padEnd(decimals, '0'));
  return Number.isSafeInteger(minor) ? minor : 'amount-too-large';
}

/** What of the digits is before and after the decimal mark, thousands joined; or why that cannot be told. */
function split(digits: string, mark: DecimalMark | null): readonly [whole: string, fraction: string] | Reason {
  const last = lastMark(digits);
  if (last?.as === 'either' && mark === null) return 'amount-ambiguous';
  const isDecimal = last !== null && (last.as === 'decimal' || (last.as === 'either' && last.mark === mark));
  const at = isDecimal ? digits.lastIndexOf(last.mark) : digits.length;
  const grouped = digits.slice(0, at).split(/[.,']/);
  const wellGrouped =
    grouped.length === 1 || grouped.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  if (!wellGrouped || (grouped.join('') === '' && at + 1 >= digits.length)) return 'not-an-amount';
  return [grouped.join(''), digits.slice(at + 1)];
}

/**
 * The amount a cell means in minor units, negative with a sign before or after it or in brackets; `mark` tells `1,234` where
 * the cell alone does not. Or why it means none.
 */
export function readAmount(
  text: string,
  currency: Currency,
  mark: DecimalMark | null,
): { readonly value: number } | { readonly reason: Reason } {
  if (/^\d[.,]?\d*E\+\d+$/i.test(text.trim())) return { reason: 'amount-scientific' };
  const read = written(text);
  const parts = read === null ? 'not-an-amount' : split(read.digits, mark);
  if (read === null || typeof parts === 'string') return { reason: parts as Reason };
  const minor = minorOf(parts[0] === '' ? '0' : parts[0], parts[1], currency);
  if (typeof minor === 'string') return { reason: minor };
  return { value: read.negative && minor !== 0 ? -minor : minor };
}
