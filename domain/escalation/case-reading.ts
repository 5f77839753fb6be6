import { type Account, type Hold, type Plan, type PromiseToPay } from '../account.ts';
import { type Calendar } from '../calendar.ts';
import { addMonths, type CivilDate } from '../civil-date.ts';
import { isHoldEffective } from '../held-amount.ts';
import { type Ledger, makeLedger } from '../ledger.ts';
import { type CaseFile, type LevelEntry } from './case-file.ts';

/** An account and its file as they are read for one day, found by line without going through the whole account each time. */
export type CaseReading = {
  readonly account: Account;
  readonly file: CaseFile;
  readonly calendar: Calendar;
  readonly ledger: Ledger;
  readonly holdsOf: (lineId: string) => readonly Hold[]; // in force, those of the whole account included
  readonly pastHoldsOf: (lineId: string) => readonly Hold[]; // of any time
  readonly promisesOf: (lineId: string) => readonly PromiseToPay[];
  readonly plansOf: (lineId: string) => readonly Plan[];
  readonly entriesOf: (lineId: string) => readonly LevelEntry[]; // of the line's cycle
  readonly yearAgo: CivilDate; // no claim is barred that fell due since
  readonly lastContact: CivilDate | null; // the last time anything was asked of them, by whatever way
};

/** What the file counts, people's calls included, or a level of any line that counted; what only we looked at is no contact. */
function lastContactOf({ contacts, levels }: CaseFile): CivilDate | null {
  let last = contacts.lastOn;
  for (const { outlet, countedOn } of levels)
    if (outlet !== 'desk' && countedOn !== null && (last === null || countedOn > last)) last = countedOn;
  return last;
}

// Most lines have no hold, no promise and no plan.
const none: readonly never[] = [];

function byLine<T extends { readonly lines: readonly { readonly lineId: string }[] }>(
  all: readonly T[],
): (lineId: string) => readonly T[] {
  if (all.length === 0) return () => none;
  const found = new Map<string, T[]>();
  for (const one of all) {
    for (const { lineId } of one.lines) {
      const list = found.get(lineId);
      if (list === undefined) found.set(lineId, [one]);
      else list.push(one);
    }
  }
  return (lineId) => found.get(lineId) ?? none;
}

/** Those of the whole account first, then those of the line. */
function holdsByLine(all: readonly Hold[]): (lineId: string) => readonly Hold[] {
  if (all.length === 0) return () => none;
  const holds = Map.groupBy(all, ({ lineId }) => lineId);
  const general = holds.get(null) ?? none;
  return (lineId) => {
    const own = holds.get(lineId) ?? none;
    return general.length === 0 ? own : [...general, ...own];
  };
}

/** The levels of each line in the cycle it is in, in their order. */
function entriesByLine({ levels, cycles }: CaseFile): (lineId: string) => readonly LevelEntry[] {
  const entries = new Map<string, LevelEntry[]>();
  for (const entry of levels) {
    if (entry.cycle !== (cycles[entry.lineId] ?? 1)) continue;
    const list = entries.get(entry.lineId);
    if (list === undefined) entries.set(entry.lineId, [entry]);
    else list.push(entry);
  }
  return (lineId) => entries.get(lineId) ?? none;
}

/** Reads a case as of the calendar's day, in time linear in its rows. */
export function readCase(account: Account, file: CaseFile, calendar: Calendar): CaseReading {
  const { today } = calendar;
  const pastHoldsOf = holdsByLine(account.holds);
  const holdsOf = holdsByLine(account.holds.filter((hold) => isHoldEffective(hold, today)));
  return {
    account,
    file,
    calendar,
    ledger: makeLedger(account, today),
    holdsOf,
    pastHoldsOf,
    promisesOf: byLine(account.promises),
    plansOf: byLine(account.plans),
    entriesOf: entriesByLine(file),
    yearAgo: addMonths(today, -12),
    lastContact: lastContactOf(file),
  };
}
