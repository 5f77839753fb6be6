import { isClaimed } from './balance.ts';
import { type Ledger } from './ledger.ts';
import { type Currency, type Money, money } from './money.ts';

/** The age classes, by days since the due date; a line due that day is not due yet. */
export const ageClasses = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const;
export type AgeClass = (typeof ageClasses)[number];

/** The age class of a line that many days late. */
export function ageClassOf(daysLate: number): AgeClass {
  if (daysLate <= 0) return 'not-due';
  if (daysLate <= 30) return '1-30';
  if (daysLate <= 60) return '31-60';
  return daysLate <= 90 ? '61-90' : 'over-90';
}

/** What is claimed and open in one currency, by age; the classes sum to overdue + comingDue of the balance. */
export function ageing(ledger: Ledger, currency: Currency): Readonly<Record<AgeClass, Money>> {
  const sums: Record<AgeClass, number> = { 'not-due': 0, '1-30': 0, '31-60': 0, '61-90': 0, 'over-90': 0 };
  for (const view of ledger.lines) {
    if (view.open.currency === currency && isClaimed(view)) sums[ageClassOf(view.daysLate)] += view.open.minor;
  }
  const amount = (of: AgeClass): Money => money(sums[of], currency);
  return {
    'not-due': amount('not-due'),
    '1-30': amount('1-30'),
    '31-60': amount('31-60'),
    '61-90': amount('61-90'),
    'over-90': amount('over-90'),
  };
}
