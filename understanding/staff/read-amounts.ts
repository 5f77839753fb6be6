import { type Filter } from '../../domain/staff/query.ts';
import { type Money } from '../../domain/money.ts';
import { readMoney } from '../read-money.ts';
import { makeComparison } from './compare.ts';
import { comparedBefore } from './compare-words.ts';
import { marks, put, type Scan } from './scan.ts';

const millions =
  /(?<![a-z0-9.,])(\d{1,6}(?:[.,]\d{1,3})?) ?(?:millions?|m)(?: (?:d )?)?(?=€|£|\$| |euros|eur|$|[,;?!])/g;
const otherUnit =
  /^ ?(?:%|(?:jours?|j|d|days?|mois|months?|semaines?|weeks?|ans?|years?|premiers?|clients?|customers?|factures?|invoices?|accounts?|comptes?)(?![a-z]))/;
const compared = new RegExp(`(?<![a-z0-9])(?:${comparedBefore} ?(?:(?:de|d|a|the|les) )?|(?:between|entre|from|de) )$`);
const joinedBefore = new RegExp(`${marks.amount}+ ?(?:et|and|a|to|-|–) ?$`);
const joinedAfter = new RegExp(`^ ?(?:et|and|a|to|-|–) ?${marks.amount}`);

/** "1,5 M€" and "2 millions" in plain digits. */
export function spellMillions(text: string): string {
  return text.replace(millions, (_all, digits: string) => {
    const value = Math.round(Number(digits.replace(',', '.')) * 1_000_000);
    return `${value} `;
  });
}

/** Amounts are marked: those with a currency or a "k", and plain numbers that words of comparing stand before. */
function markAmounts(scan: Scan, currency: string): ReadonlyMap<number, Money | null> {
  const amounts = new Map<number, Money | null>();
  const mark = (start: number, end: number, money: Money | null): void => {
    amounts.set(start, money);
    put(scan, start, end, marks.amount);
  };
  for (const { start, end, value } of readMoney(scan.text, currency, false)) {
    mark(start, end, value?.kind === 'money' ? value.money : null);
  }
  for (const { start, end, value } of readMoney(scan.text, currency, true)) {
    const [before, after] = [scan.text.slice(Math.max(0, start - 40), start), scan.text.slice(end)];
    const isCompared = compared.test(before) || joinedBefore.test(before) || joinedAfter.test(after);
    if (isCompared && !otherUnit.test(after)) mark(start, end, value?.kind === 'money' ? value.money : null);
  }
  return amounts;
}

/** The filter of amounts, both ends included; null for what is written as an amount and is none. */
export function readAmounts(scan: Scan, currency: string): readonly (Filter | null)[] {
  const amounts = markAmounts(scan, currency);
  if (amounts.size === 0) return [];
  const moneyAt = (at: number): Money | null => amounts.get(at) ?? null;
  const compare = makeComparison({
    unit: '\\u0002+',
    tail: '',
    value: (_text, _tail, at) => moneyAt(at)?.minor ?? null,
  });
  return compare(scan).map(({ range, start, end }): Filter | null => {
    const of = [...amounts].filter(([at]) => at >= start && at < end).map(([, money]) => money?.currency);
    const [first] = of;
    const isOne = first !== undefined && of.every((each) => each === first);
    return range === null || !isOne ? null : { field: 'amount', range, currency: first };
  });
}
