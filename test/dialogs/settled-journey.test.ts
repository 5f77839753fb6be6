import { expect } from 'chai';
import { type Account, type Payment } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { consumer, today } from './support/account.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

/** LUM-1001 after both invoices were paid, or one of them otherwise. */
function paid(last: Partial<Payment> = {}, more: Partial<Account> = {}): Account {
  const account = consumer();
  const payments = account.lines.map(({ id, amount }, index): Payment => ({
    ...{ id: `p-${id}`, amount, valueDate: addDays(today, -3), status: 'settled', means: 'transfer', text: '' },
    ...{ confirmed: true, returnedOn: null, ...(index === 1 ? last : {}) },
  }));
  const allocations = payments.map(({ id, amount, valueDate }, index) => ({
    ...{ id: `a-${id}`, source: { kind: 'payment' as const, id }, amount, on: valueDate, reversedOn: null },
    ...{ target: { kind: 'line' as const, id: account.lines[index]?.id ?? '' }, by: 'accounts' as const },
  }));
  return { ...account, payments, allocations, ...more };
}

const english = (account: Account): Account => ({ ...account, debtor: { ...account.debtor, language: 'en' } });
const request = { kind: 'document', of: 'settled', id: null };

describe('a statement of settlement', () => {
  it('is offered once nothing is left, and given at a touch', () => {
    const spoken = new Spoken({ account: paid(), policy }).says('combien je dois ?');
    spoken.hears('Tout est réglé', 'à ce jour, sous réserve d’encaissement', '[Attestation de règlement]');
    spoken.picks(/Attestation de règlement/).hears('Voici votre document');
    expect(spoken.requests.at(-1)).to.deep.equal(request);
  });

  it('is offered in English', () => {
    const spoken = new Spoken({ account: english(paid()), policy }).says('how much do I owe?');
    spoken.hears('Everything is settled', 'as of today, subject to clearing', '[Statement of settlement]');
    spoken.picks(/Statement of settlement/).hears('Here is your document');
    expect(spoken.requests.at(-1)).to.deep.equal(request);
  });

  for (const [words, account] of [
    ['je voudrais une attestation de règlement', paid()],
    ['une quittance svp', paid()],
    ['please send me a statement of settlement', english(paid())],
  ] as const)
    it(`is given to whoever asks for it: « ${words} »`, () => {
      const spoken = new Spoken({ account, policy }).says(words);
      expect(spoken.requests.at(-1)).to.deep.equal(request);
    });

  const left: readonly (readonly [what: string, account: Account])[] = [
    ['an invoice is left', consumer()],
    ['a payment came back', paid({ status: 'returned', returnedOn: addDays(today, -1) })],
    ['a payment is on its way', paid({ status: 'in-transit' })],
    ['a payment is not in the accounts yet', paid({ confirmed: false })],
    [
      'a charge is left',
      paid(
        {},
        {
          charges: [
            {
              ...{ id: 'c', lineId: 'line-FA-2026-0101', kind: 'interest', amount: { minor: 100, currency: 'EUR' } },
              ...{ status: 'claimed', basis: 'C. civ. 1231-6', on: addDays(today, -5) },
            },
          ],
        },
      ),
    ],
    [
      'an invoice is followed elsewhere',
      { ...consumer(), lines: consumer().lines.map((line) => ({ ...line, closed: 'agency' as const })) },
    ],
  ];
  for (const [what, account] of left)
    it(`is neither offered nor given while ${what}`, () => {
      const spoken = new Spoken({ account, policy }).says('combien je dois ?');
      spoken.doesNotHear(/Attestation de règlement/);
      spoken.says('je voudrais une attestation de règlement').doesNotHear(/Attestation de règlement\]/);
      expect(spoken.requests).not.to.deep.include(request);
    });
});
