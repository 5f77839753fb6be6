import { expect } from 'chai';
import { journalTable } from '../../documents/journal.ts';
import { date } from '../../domain/civil-date.ts';
import { type JournalRow } from '../../domain/journal-row.ts';

const row: JournalRow = {
  ...{
    id: 'payment:1',
    kind: 'payment',
    on: date('2026-03-10'),
    debtor: 'LUM-1001',
    amount: { minor: 5, currency: 'EUR' },
  },
  ...{ invoice: null, number: null, means: 'cheque', text: 'a;b,c', since: date('2026-03-11') },
};

describe('the journal as a table', () => {
  it('is written as each language’s spreadsheets read it, exact in every currency', () => {
    expect(journalTable([row], 'fr').split('\r\n')[1]).to.equal(
      'payment:1;2026-03-10;règlement;LUM-1001;0,05;EUR;;;cheque;"a;b,c";2026-03-11',
    );
    expect(journalTable([row], 'en').split('\r\n')[1]).to.equal(
      'payment:1,2026-03-10,payment,LUM-1001,0.05,EUR,,,cheque,"a;b,c",2026-03-11',
    );
    const amounts = [
      { minor: 123456, currency: 'JPY' },
      { minor: 1005, currency: 'KWD' },
    ].map((amount) => journalTable([{ ...row, amount }], 'fr').split(';')[14]);
    expect(amounts).to.deep.equal(['123456', '1,005']);
  });
});
