import { expect } from 'chai';
import fc from 'fast-check';
import { date } from '../../domain/civil-date.ts';
import { balance } from '../../domain/balance.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { coverLines, plannable } from '../../domain/plannable.ts';
import { type BankAccount } from '../../domain/account.ts';
import { accountOf, aCreditNote, aHold, aLine, allocated, aPayment, eur, today } from './an-account.ts';
import { anyAccount, anyDay } from './any-account.ts';

describe('what a promise or a plan may cover', () => {
  it('is the rest of a contested invoice and the other one, less the credit: 950 + 2,000 − 100', () => {
    const payment = aPayment('p', '2026-02-01', 40_000);
    const account = accountOf([aLine('1', '2026-01-01', 118_000), aLine('2', '2026-01-31', 240_000)], {
      payments: [payment],
      allocations: [allocated(payment, '2', 40_000)],
      creditNotes: [aCreditNote('AV', '2026-02-10', 10_000)],
      holds: [aHold('1', { reason: 'dispute', amount: eur(23_000) })],
    });
    const [of] = plannable(makeLedger(account, today));
    expect(of).to.deep.equal({
      key: 'EUR',
      currency: 'EUR',
      payee: null,
      lines: [
        { lineId: '1', amount: eur(95_000) },
        { lineId: '2', amount: eur(200_000) },
      ],
      gross: eur(295_000),
      credits: eur(10_000),
      net: eur(285_000),
      excluded: [{ lineId: '1', amount: eur(23_000), why: 'disputed' }],
    });
  });

  it('leaves out, with the reason, what is not for the debtor and the machine to agree on', () => {
    const planned = {
      id: 'plan',
      lines: [{ lineId: 'planned', amount: eur(100) }],
      total: eur(100),
      frequency: 'month',
      instalments: [],
      status: 'active',
      signedOn: date('2026-02-01'),
      termsHash: '',
    } as const;
    const moving = aPayment('t', '2026-03-18', 60, { status: 'in-transit' });
    const returned = { status: 'returned', returnedOn: date('2026-03-16'), means: 'direct-debit' } as const;
    const back = aPayment('b', '2026-03-15', 100, returned);
    const lines = [
      aLine('barred', '2024-01-01', 100, { timeBarredFrom: date('2026-01-02') }),
      aLine('agency', '2026-01-01', 100, { closed: 'agency' }),
      aLine('checked', '2026-01-02', 100),
      aLine('planned', '2026-01-03', 100),
      aLine('moving', '2026-01-04', 100),
      aLine('debit', '2026-03-16', 100, { means: 'direct-debit' }),
      aLine('public', '2026-01-05', 100, { means: 'chorus-pro' }),
      aLine('rejected', '2026-03-15', 100, { means: 'direct-debit' }),
      aLine('later', '2026-03-17', 100),
    ];
    const account = accountOf(lines, {
      holds: [
        aHold('checked', { reason: 'manual' }),
        aHold('rejected', { reason: 'check', until: date('2026-04-01') }),
        aHold(null, { reason: 'vulnerable', until: date('2026-04-01') }),
      ],
      plans: [planned],
      payments: [moving, back],
      allocations: [allocated(moving, 'moving', 60, { on: date('2026-03-15') }), allocated(back, 'rejected', 100)],
    });
    const [of] = plannable(makeLedger(account, today));
    expect(of?.excluded.map(({ lineId, amount, why }) => `${lineId} ${amount.minor} ${why}`)).to.deep.equal([
      'barred 100 time-barred',
      'agency 100 closed',
      'checked 100 held',
      'planned 100 on-plan',
      'moving 60 in-transit',
      'public 100 chorus-pro',
      'debit 100 direct-debit',
    ]);
    expect(of?.lines.map(({ lineId, amount }) => `${lineId} ${amount.minor}`)).to.deep.equal([
      'moving 40',
      'rejected 100',
    ]);
  });

  it('is nothing while the whole account is held for a person, and again everything after', () => {
    const account = accountOf([aLine('1', '2026-01-01', 100)], {
      holds: [aHold(null, { reason: 'legal', until: date('2026-03-17') })],
    });
    expect(plannable(makeLedger(account, today))[0]?.net.minor).to.equal(0);
    expect(plannable(makeLedger(account, date('2026-03-17')))[0]?.net.minor).to.equal(100);
  });

  it('is nothing while a bereavement or a guardianship has no end', () => {
    const account = accountOf([aLine('1', '2026-01-01', 100)], { holds: [aHold(null, { reason: 'vulnerable' })] });
    expect(plannable(makeLedger(account, today))[0]).to.deep.include({
      net: eur(0),
      excluded: [{ lineId: '1', amount: eur(100), why: 'held' }],
    });
  });

  it('is exactly the named lines, due or not, each currency for itself', () => {
    const lines = [
      aLine('1', '2026-01-01', 100),
      aLine('2', '2026-05-01', 200),
      aLine('3', '2026-01-01', 300, { amount: money(300, 'GBP') }),
    ];
    const ledger = makeLedger(accountOf(lines), today);
    expect(plannable(ledger).map(({ currency, net }) => `${currency} ${net.minor}`)).to.deep.equal([
      'EUR 100',
      'GBP 300',
    ]);
    expect(plannable(ledger, ['2']).map(({ currency, net }) => `${currency} ${net.minor}`)).to.deep.equal(['EUR 200']);
  });

  const factor: BankAccount = { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Factor', currency: 'EUR' };

  it('is of one payee: our credits pay our lines, a factor is paid in full', () => {
    const account = accountOf(
      [
        aLine('1', '2026-01-01', 5_000),
        aLine('2', '2026-01-31', 7_000, { payee: factor }),
        aLine('3', '2026-02-01', 1_000),
      ],
      { creditNotes: [aCreditNote('AV', '2026-02-10', 5_500)] },
    );
    const found = plannable(makeLedger(account, today));
    expect(
      found.map(({ payee, lines, credits, net }) => [
        payee,
        lines.map(({ lineId }) => lineId),
        credits.minor,
        net.minor,
      ]),
    ).to.deep.equal([
      [null, ['1', '3'], 5_500, 500],
      [factor, ['2'], 0, 7_000],
    ]);
  });

  it('has lines of one payee each, whatever the account', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, (account, day) => {
        const ledger = makeLedger(account, day);
        for (const of of plannable(ledger)) {
          for (const { lineId } of [...of.lines, ...of.excluded])
            expect(ledger.byLine.get(lineId)?.line.payee).to.deep.equal(of.payee);
          if (of.payee !== null) expect(of.credits.minor).to.equal(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is never more than the balance claims, and its amounts are covered exactly, oldest first', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, fc.nat(), (account, day, wish) => {
        const ledger = makeLedger(account, day);
        for (const of of plannable(ledger)) {
          const claimed = balance(ledger).find(({ currency }) => currency === of.currency)!;
          expect(of.net.minor).to.equal(of.gross.minor - of.credits.minor);
          expect(of.lines.reduce((total, { amount }) => total + amount.minor, 0)).to.equal(of.gross.minor);
          expect(of.gross.minor).to.be.at.most(
            claimed.overdue.minor + claimed.comingDue.minor - claimed.disputed.minor,
          );
          if (of.net.minor === 0) continue;
          const amount = money((wish % of.net.minor) + 1, of.currency);
          const covered = coverLines(of, amount);
          expect(covered.reduce((total, line) => total + line.amount.minor, 0)).to.equal(amount.minor);
          for (const line of covered) {
            expect(line.amount.minor).to.be.within(
              1,
              of.lines.find(({ lineId }) => lineId === line.lineId)!.amount.minor,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
