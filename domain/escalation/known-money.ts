import { type Calendar, isWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type Money } from '../money.ts';
import { type CaseReading } from './case-reading.ts';

/** Whether the accounts are known up to a day that is more than so many working days ago, or nobody said up to which. */
export function isStale(knownTo: CivilDate | null | undefined, calendar: Calendar, workingDays: number): boolean {
  if (knownTo == null) return true;
  let passed = 0;
  for (let day = addDays(knownTo, 1); day <= calendar.today; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) passed += 1;
    if (passed > workingDays) return true;
  }
  return false;
}

/**
 * Whether money that is there and placed on nothing may be what is asked for: the debtor's own payments that nobody placed, and what
 * the file says may be theirs. Credit notes are no such money; they are netted and shown.
 */
export function isPerhapsPaid({ ledger, file }: CaseReading, claim: Money): boolean {
  let minor = 0;
  for (const { source, amount } of ledger.credits)
    if (source.kind === 'payment' && amount.currency === claim.currency) minor += amount.minor;
  for (const amount of file.unmatchedCash ?? []) if (amount.currency === claim.currency) minor += amount.minor;
  return minor >= claim.minor;
}
