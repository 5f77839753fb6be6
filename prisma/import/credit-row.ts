import { type Reading } from './reading.ts';
import { type RowReader } from './row-reader.ts';

/** The import that refused the row the first time, in a file of refused rows. */
export function readOrigin(reading: Reading): string | null {
  const cell = reading.text('solde_import');
  if (cell === null) return null;
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(cell);
  return isId ? cell : reading.refuse('solde_import', 'unknown-word');
}

const kinds: Readonly<Record<string, 'credit-note' | 'write-off'>> = {
  ...{ 'credit note': 'credit-note', avoir: 'credit-note', credit: 'credit-note' },
  ...{ 'write off': 'write-off', perte: 'write-off', 'passage en perte': 'write-off', abandon: 'write-off' },
};

/** Rows of the credits file: one credit note or write-off each; accounts write its amount with or without a minus. */
export const creditRow: RowReader = {
  table: 'stage_credits',
  columns: [
    'number text',
    'debtor text',
    'issued date',
    'currency text',
    'amount bigint',
    'invoice text',
    'kind text',
    'origin uuid',
  ],
  group: () => null,
  read: (reading) => {
    const currency = reading.currency();
    const issued = reading.requiredDate('issued');
    if (issued !== null && issued > reading.defaults.today) reading.refuse('issued', 'date-in-future');
    const amount = reading.requiredAmount('amount', currency);
    if (amount === 0) reading.refuse('amount', 'amount-not-positive');
    return [
      ...[
        reading.text('number'),
        reading.required('debtor'),
        issued,
        currency,
        amount === null ? null : Math.abs(amount),
      ],
      ...[reading.key('invoice'), reading.word('kind', kinds), readOrigin(reading)],
    ];
  },
};
