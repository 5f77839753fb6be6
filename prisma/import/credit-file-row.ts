import { type Reading } from './reading.ts';
import { type RowReader } from './row-reader.ts';

const yesOrNo = {
  ...{ yes: 'true', oui: 'true', y: 'true', o: 'true', x: 'true', '1': 'true', true: 'true', vrai: 'true' },
  ...{ no: 'false', non: 'false', n: 'false', '0': 'false', false: 'false', faux: 'false' },
} as const;

function readDays(reading: Reading, column: string): number | null {
  const cell = reading.text(column);
  if (cell === null) return null;
  const days = /^(\d{1,4})(?: ?(?:j|jours|d|days))?$/i.exec(cell)?.[1];
  return days === undefined ? reading.refuse(column, 'not-days') : Number(days);
}

/** A limit of nothing is one too. */
function readCover(reading: Reading): readonly (string | number | null)[] {
  if (reading.text('limit') === null && reading.text('insured') === null) return [null, null, null];
  const currency = reading.currency();
  const amounts = ['limit', 'insured'].map((column) => {
    const read = reading.amount(column, currency);
    return read !== null && read < 0 ? reading.refuse(column, 'amount-negative') : read;
  });
  return [...amounts, currency];
}

/** Rows of the credit file: what credit management knows of one customer. */
export const creditFileRow: RowReader = {
  table: 'stage_credit_files',
  columns: [
    ...['debtor text', 'limit_minor bigint', 'insured_minor bigint', 'currency text', 'insurer text'],
    ...['maximum_extension_days int', 'claim_by date', 'retention_of_title boolean', 'guarantees text'],
    'key_account boolean',
  ],
  group: () => null,
  read: (reading) => [
    ...[reading.required('debtor'), ...readCover(reading), reading.text('insurer')],
    ...[readDays(reading, 'maximum_extension_days'), reading.date('claim_by')],
    ...[reading.word('retention_of_title', yesOrNo), reading.text('guarantees'), reading.word('key_account', yesOrNo)],
  ],
};
