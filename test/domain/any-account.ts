import fc from 'fast-check';
import { type Account, type Allocation, type CreditNote, type DueLine, type Payment } from '../../domain/account.ts';
import { addDays, type CivilDate, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { accountOf } from './an-account.ts';

const start = date('2026-01-01');

/** Days within half a year, so that due dates, value dates and days of reading meet. */
export const anyDay: fc.Arbitrary<CivilDate> = fc.integer({ min: 0, max: 180 }).map((days) => addDays(start, days));

/** Currencies of 0, 2 and 3 decimals. */
export const anyCurrency = fc.constantFrom('JPY', 'EUR', 'KWD');
const anyMinor = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1_000_000_000 }));

const anyLine = fc
  .record({
    due: anyDay,
    minor: anyMinor,
    currency: anyCurrency,
    means: fc.constantFrom('transfer' as const, 'direct-debit' as const),
    closed: fc.constantFrom(null, null, null, 'written-off' as const, 'agency' as const, 'insolvency' as const),
    timeBarredFrom: fc.option(anyDay, { freq: 5 }),
    payee: fc.constantFrom(null, null, { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Factor' }),
  })
  .map(({ minor, currency, payee, ...line }) => ({
    ...line,
    amount: money(minor, currency),
    payee: payee === null ? null : { ...payee, currency },
  }));

const anyPayment = fc
  .record({
    valueDate: anyDay,
    minor: anyMinor,
    currency: anyCurrency,
    status: fc.constantFrom(
      'settled' as const,
      'settled' as const,
      'returned' as const,
      'in-transit' as const,
      'announced' as const,
    ),
    after: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ minor, currency, after, ...payment }) => ({
    ...payment,
    amount: money(minor, currency),
    returnedOn: payment.status === 'returned' ? addDays(payment.valueDate, after) : null,
  }));

const anyMatch = fc.record({
  source: fc.nat(),
  line: fc.nat(),
  share: fc.integer({ min: 1, max: 100 }),
  on: anyDay,
  reversedOn: fc.option(anyDay, { freq: 6 }),
});

type Source = {
  readonly kind: 'payment' | 'credit-note';
  readonly id: string;
  readonly amount: ReturnType<typeof money>;
};
type Match = typeof anyMatch extends fc.Arbitrary<infer Value> ? Value : never;

/** Matches that never exceed their payment nor their line, whatever was reversed or returned. */
function matched(sources: readonly Source[], lines: readonly DueLine[], matches: readonly Match[]): Allocation[] {
  const left = new Map<string, number>();
  const room = (key: string, minor: number): number => left.get(key) ?? minor;
  return matches.flatMap((match, index) => {
    const source = sources[match.source % Math.max(1, sources.length)];
    const line = lines[match.line % Math.max(1, lines.length)];
    if (source === undefined || line?.amount.currency !== source.amount.currency) return [];
    const most = Math.min(room(source.id, source.amount.minor), room(line.id, line.amount.minor));
    const minor = Math.ceil((most * match.share) / 100);
    if (minor === 0) return [];
    left.set(source.id, room(source.id, source.amount.minor) - minor);
    left.set(line.id, room(line.id, line.amount.minor) - minor);
    const amount = money(minor, line.amount.currency);
    const { on, reversedOn } = match;
    const from = { kind: source.kind, id: source.id };
    return [
      {
        id: `a${index}`,
        source: from,
        target: { kind: 'line' as const, id: line.id },
        amount,
        on,
        reversedOn,
        by: 'accounts' as const,
      },
    ];
  });
}

/** Accounts with several currencies, payments of every status, credit notes, partial matches, reversals, disputes and time bars. */
export const anyAccount: fc.Arbitrary<Account> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 8 }),
    payments: fc.array(anyPayment, { maxLength: 6 }),
    notes: fc.array(fc.record({ issued: anyDay, minor: anyMinor, currency: anyCurrency }), { maxLength: 3 }),
    matches: fc.array(anyMatch, { maxLength: 12 }),
    disputed: fc.array(fc.record({ line: fc.nat(), share: fc.integer({ min: 1, max: 100 }), on: anyDay }), {
      maxLength: 3,
    }),
  })
  .map(({ lines: drawn, payments: paid, notes, matches, disputed }) => {
    const lines = drawn.map((line, index): DueLine => ({
      ...line,
      id: `l${index}`,
      invoiceId: `i${index}`,
      position: 1,
      payee: null,
    }));
    const payments = paid.map((payment, index): Payment => ({
      ...payment,
      id: `p${index}`,
      means: 'transfer',
      text: '',
      confirmed: true,
    }));
    const creditNotes = notes.map(({ issued, minor, currency }, index): CreditNote => ({
      id: `c${index}`,
      number: `c${index}`,
      issued,
      amount: money(minor, currency),
      invoiceId: null,
    }));
    const sources: Source[] = [
      ...payments.map(({ id, amount }) => ({ kind: 'payment' as const, id, amount })),
      ...creditNotes.map(({ id, amount }) => ({ kind: 'credit-note' as const, id, amount })),
    ];
    const disputes = disputed.flatMap(({ line: at, share, on }, index) => {
      const line = lines[at % Math.max(1, lines.length)];
      if (line === undefined) return [];
      const amount = money(Math.ceil((line.amount.minor * share) / 100), line.amount.currency);
      const open = { reason: 'quality' as const, status: 'open' as const, openedOn: on, answerBy: addDays(on, 15) };
      return [{ id: `d${index}`, lineId: line.id, itemIds: [], amount, ...open }];
    });
    return accountOf(lines, { payments, creditNotes, allocations: matched(sources, lines, matches), disputes });
  });
