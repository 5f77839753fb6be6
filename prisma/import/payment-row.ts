import { type Payment } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { readOrigin } from './credit-row.ts';
import { paymentMeans } from './invoice-row.ts';
import { readAmount } from './read-amount.ts';
import { type Reading } from './reading.ts';
import { type RowReader, type StagedValue } from './row-reader.ts';

const statuses: Readonly<Record<string, Payment['status']>> = {
  ...{ announced: 'announced', annonce: 'announced', 'a venir': 'announced', prevu: 'announced' },
  ...{
    settled: 'settled',
    paid: 'settled',
    encaisse: 'settled',
    regle: 'settled',
    comptabilise: 'settled',
    credite: 'settled',
  },
  ...{
    'in transit': 'in-transit',
    pending: 'in-transit',
    'en cours': 'in-transit',
    'en attente': 'in-transit',
    remis: 'in-transit',
  },
  ...{ returned: 'returned', rejete: 'returned', impaye: 'returned', rejected: 'returned', chargeback: 'returned' },
};

const matchesMax = 50;

/** What the cell of matched invoices names: numbers apart by comma, semicolon, bar or plus, each with `=amount` when only in part. */
function readMatches(reading: Reading): readonly (readonly StagedValue[])[] {
  const cell = reading.text('invoices');
  if (cell === null) return [];
  const currency = reading.currency();
  const named = cell.split(/[;|+]|,(?!\d{1,2}(?:\D|$))/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (named.length > matchesMax) reading.refuse('invoices', 'too-many-matches');
  return named.slice(0, matchesMax).map((part, index) => {
    const at = part.indexOf('=');
    if (at === -1) return [index + 1, part.toUpperCase(), null];
    const read = currency === null ? null : readAmount(part.slice(at + 1).trim(), currency, null);
    if (read !== null && 'reason' in read) reading.refuse('invoices', read.reason);
    const minor = read !== null && 'value' in read ? read.value : null;
    if (minor !== null && minor <= 0) reading.refuse('invoices', 'amount-not-positive');
    return [index + 1, part.slice(0, at).trim().toUpperCase(), minor];
  });
}

/** When the money came, whether it is there, and when it went back. */
function readFate(reading: Reading): { date: CivilDate | null; status: string; returnedOn: CivilDate | null } {
  const date = reading.requiredDate('date');
  const returnedOn = reading.date('returned_on');
  const status = reading.word('status', statuses) ?? (returnedOn === null ? 'settled' : 'returned');
  const future = date !== null && date > reading.defaults.today;
  if (future && status !== 'in-transit' && status !== 'announced') reading.refuse('date', 'date-in-future');
  if (status === 'returned' && returnedOn === null) reading.refuse('returned_on', 'return-undated');
  return { date, status, returnedOn: status === 'returned' ? returnedOn : null };
}

/** The bank's code of why it came back, such as AM04 (no money) or MD06 (the payer objected), as ISO 20022 and the banks write them. */
function readReason(reading: Reading): string | null {
  const cell = reading.key('return_reason');
  return cell === null || /^[A-Z0-9-]{2,35}$/.test(cell) ? cell : reading.refuse('return_reason', 'unknown-word');
}

/**
 * Rows of the payments file: money that came in, with the accounts' own matching where they have one; or whoever the bank says it came from,
 * where nobody knows whose it is.
 */
export const paymentRow: RowReader = {
  table: 'stage_payments',
  columns: [
    ...['ext_id text', 'debtor text', 'amount bigint', 'currency text', 'value_date date', 'status text', 'means text'],
    ...['remittance text', 'returned_on date', 'return_reason text', 'matched text', 'origin uuid'],
    ...['payer text', 'payer_iban text'],
  ],
  group: () => null,
  read: (reading) => {
    const currency = reading.currency();
    const amount = reading.requiredAmount('amount', currency);
    if (amount !== null && amount <= 0) reading.refuse('amount', 'amount-not-positive');
    const { date, status, returnedOn } = readFate(reading);
    return [
      ...[reading.text('id'), reading.text('debtor'), amount, currency, date, status],
      ...[
        reading.word('means', paymentMeans),
        reading.text('text'),
        returnedOn,
        status === 'returned' ? readReason(reading) : null,
      ],
      ...[reading.key('invoices'), readOrigin(reading), reading.text('payer'), reading.key('payer_iban')],
    ];
  },
  details: { table: 'stage_matches', columns: ['n int', 'k text', 'amount bigint'], read: readMatches },
};
