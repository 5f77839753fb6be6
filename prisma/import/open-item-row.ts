import { capacities, paymentMeans, readPayee } from './invoice-row.ts';
import { type Reading } from './reading.ts';
import { type RowReader, type StagedValue } from './row-reader.ts';

const flags: Readonly<Record<string, 'yes' | 'no'>> = {
  ...{ yes: 'yes', oui: 'yes', o: 'yes', y: 'yes', x: 'yes', '1': 'yes', true: 'yes', vrai: 'yes', litige: 'yes' },
  ...{ no: 'no', non: 'no', n: 'no', '0': 'no', false: 'no', faux: 'no' },
};

/** What is open, and what the item was of; an item without its original amount is known by what is open of it. */
function readAmounts(reading: Reading): readonly StagedValue[] {
  const currency = reading.currency();
  const open = reading.requiredAmount('open', currency);
  const original = reading.amount('original', currency);
  if (open !== null && original !== null && Math.abs(original) < Math.abs(open))
    reading.refuse('open', 'open-too-much');
  if (open !== null && original !== null && open * original < 0) reading.refuse('open', 'open-too-much');
  return [currency, open, original];
}

/** When it was issued and falls due; a credit needs neither. */
function readDays(reading: Reading, open: StagedValue): readonly StagedValue[] {
  const [issued, due] = [reading.date('issued'), reading.date('due')];
  if (issued !== null && issued > reading.defaults.today) reading.refuse('issued', 'date-in-future');
  if (typeof open === 'number' && open < 0) return [issued, due];
  if (due === null) reading.refuse('due', 'missing');
  else if (issued !== null && due < issued) reading.refuse('due', 'due-before-issue');
  return [issued, due];
}

/** Rows of a snapshot of open items: one due line each, or with a negative amount one credit that is still available. */
export const openItemRow: RowReader = {
  table: 'stage_open_items',
  columns: [
    ...['k text', 'number text', 'debtor text', 'issued date', 'due date', 'currency text', 'open bigint'],
    ...['original bigint', 'capacity text', 'order_number text', 'means text', 'payee_iban text', 'payee_bic text'],
    ...['payee_holder text', 'payee_kind text', 'disputed text'],
  ],
  group: (reading) => reading.key('number'),
  read: (reading) => {
    const [number, debtor] = [reading.required('number'), reading.required('debtor')];
    const [iban = null, bic = null, holder = null, payee = null] = readPayee(reading);
    const [currency = null, open = null, original = null] = readAmounts(reading);
    return [
      ...[reading.key('number'), number, debtor, ...readDays(reading, open), currency, open, original],
      ...[reading.word('capacity', capacities), reading.text('order_number'), reading.word('means', paymentMeans)],
      ...[iban, bic, holder, payee, reading.word('disputed', flags)],
    ];
  },
};
