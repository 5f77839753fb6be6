import { type CivilDate, daysBetween } from './civil-date.ts';
import { type Money } from './money.ts';

/** Money as it is known in one place: entered here, or booked in the accounts. */
export type KnownMoney = {
  readonly id: string;
  readonly debtorId: string;
  readonly amount: Money;
  readonly on: CivilDate; // value date, or date of issue
  readonly number: string | null; // the accounts' own, in whatever case; null where there is none
  readonly corrects?: string | null; // id of the invoice, of a credit note or write-off that names one
};

/** Money entered here ahead of the accounts; `setApart`: ids of equal bookings that whoever entered it said are others. */
export type EnteredMoney = KnownMoney & {
  readonly setApart: readonly string[];
  readonly replacedBy: string | null; // the booking that replaced it, when one did
};

/** Accounts date the same money up to so many days apart. */
const daysApart = 5;
/** What corrects one invoice is often booked with the next closing of the month. */
const daysApartOnInvoice = 45;

function numbersAgree(a: KnownMoney, b: KnownMoney): boolean {
  return a.number !== null && a.number.toUpperCase() === b.number?.toUpperCase();
}

function invoicesAgree(a: KnownMoney, b: KnownMoney): boolean {
  return a.corrects !== undefined && a.corrects !== null && a.corrects === b.corrects;
}

/** One number; else, where one of them has none, the same debtor and amount within 5 days, or 45 where both correct one invoice. */
export function isSameMoney(a: KnownMoney, b: KnownMoney): boolean {
  if (a.debtorId !== b.debtorId || a.amount.currency !== b.amount.currency) return false;
  if (a.number !== null && b.number !== null) return numbersAgree(a, b);
  const most = invoicesAgree(a, b) ? daysApartOnInvoice : daysApart;
  return a.amount.minor === b.amount.minor && Math.abs(daysBetween(a.on, b.on)) <= most;
}

/** What may replace an entry, the likeliest first: the booking of its number, that of its invoice, those whose number no entry has, the oldest. */
function candidatesAmong(
  entries: readonly EnteredMoney[],
  bookings: readonly KnownMoney[],
): (entry: EnteredMoney) => readonly KnownMoney[] {
  const sorted = bookings.toSorted(byDate);
  const named = new Set(sorted.filter((booking) => entries.some((entry) => numbersAgree(entry, booking))));
  const rank = (entry: EnteredMoney, booking: KnownMoney): number =>
    numbersAgree(entry, booking) ? 0 : named.has(booking) ? 3 : invoicesAgree(entry, booking) ? 1 : 2;
  return (entry) =>
    sorted
      .filter((booking) => !entry.setApart.includes(booking.id) && isSameMoney(entry, booking))
      .toSorted((a, b) => rank(entry, a) - rank(entry, b));
}

type Pairing = {
  readonly holder: Map<string, EnteredMoney>; // booking -> the entry it stands for
  readonly candidates: (entry: EnteredMoney) => readonly KnownMoney[];
};

/** Finds the entry a booking, moving others to equal bookings where that makes room; gives the booking newly taken, or null. */
function pair(pairing: Pairing, entry: EnteredMoney, tried: Set<string>): string | null {
  for (const booking of pairing.candidates(entry)) {
    if (tried.has(booking.id)) continue;
    tried.add(booking.id);
    const before = pairing.holder.get(booking.id);
    const taken = before === undefined ? booking.id : pair(pairing, before, tried);
    if (taken === null) continue;
    pairing.holder.set(booking.id, entry);
    return taken;
  }
  return null;
}

function byDate(a: KnownMoney, b: KnownMoney): number {
  return a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1;
}

/**
 * Which booking of the accounts replaces which entry. Each booking stands for one entry at most, so that two equal transfers stay
 * two; as many entries as possible are replaced, in whatever order they and the bookings came; what was replaced before stays so.
 */
export function replacements(
  entries: readonly EnteredMoney[],
  bookings: readonly KnownMoney[],
): readonly { readonly entryId: string; readonly bookingId: string }[] {
  const allOf = candidatesAmong(entries, bookings);
  const used = new Set(entries.map(({ replacedBy }) => replacedBy));
  const holder = new Map<string, EnteredMoney>();
  // First who stands for what already: which of them stands for which may change, not that they do.
  const before = { holder, candidates: (of: EnteredMoney) => allOf(of).filter(({ id }) => used.has(id)) };
  for (const entry of entries) if (entry.replacedBy !== null) pair(before, entry, new Set());
  const now = {
    holder,
    candidates: (of: EnteredMoney) => allOf(of).filter(({ id }) => !used.has(id) || holder.has(id)),
  };
  // A number says more than an amount and a day.
  const weight = ({ number }: KnownMoney): number => (number === null ? 1 : 0);
  const waiting = entries
    .filter(({ replacedBy }) => replacedBy === null)
    .toSorted((a, b) => weight(a) - weight(b) || byDate(a, b));
  return waiting.flatMap((entry) => {
    const bookingId = pair(now, entry, new Set());
    return bookingId === null ? [] : [{ entryId: entry.id, bookingId }];
  });
}
