import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type DueLine } from '../../domain/account.ts';
import { type NamedLine } from '../../domain/allocation-direction.ts';
import { allocate, type AllocationProposal, type Incoming } from '../../domain/allocation.ts';
import { date } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { accountOf, aCharge, aHold, aLine, allocated, aPayment, eur, invoiceOf, today } from './an-account.ts';
import { anyAccount, anyCurrency, anyDay } from './any-account.ts';

const law = { interestFirst: false };
const a = aLine('0101', '2026-01-10', 10_000);
const b = aLine('0102', '2026-02-10', 6_000);
const c = aLine('0103', '2026-03-10', 4_000);
const coming = aLine('0104', '2026-04-10', 9_000);

function incoming(minor: number, with_: Partial<Incoming> = {}): Incoming {
  return { source: { kind: 'payment', id: 'new' }, amount: eur(minor), text: '', choice: null, ...with_ };
}

/** `rule` and the amounts by target, in words: `law 0101:100 0102:50 credit:0`. */
function said(proposal: AllocationProposal): string {
  const parts = proposal.allocations.map(({ target, amount }) => `${target.id}:${amount.minor}`);
  return [proposal.rule, ...parts, `credit:${proposal.credit.minor}`].join(' ');
}

function read(
  minor: number,
  lines: readonly DueLine[],
  more: { with?: Partial<Incoming>; account?: Partial<Account> } = {},
): string {
  return said(allocate(incoming(minor, more.with), accountOf(lines, more.account), law, today));
}

describe('allocation', () => {
  describe('keeps what the accounts matched', () => {
    it('proposes nothing for a payment they placed in full', () => {
      const payment = aPayment('new', '2026-03-01', 10_000);
      const account = {
        payments: [payment],
        allocations: [allocated(payment, '0102', 6_000), allocated(payment, '0103', 4_000)],
      };
      expect(read(10_000, [a, b, c], { account })).to.equal('accounts credit:0');
    });

    it('places only the rest of one they placed in part', () => {
      const payment = aPayment('new', '2026-03-01', 7_000);
      expect(
        read(7_000, [a, b], { account: { payments: [payment], allocations: [allocated(payment, '0102', 6_000)] } }),
      ).to.equal('law 0101:1000 credit:0');
    });
  });

  describe("follows the debtor's direction", () => {
    it('by an amount that is an invoice less its discount, judged by the day the money came', () => {
      const term = { kind: 'early-payment', basisPoints: 200, amount: null } as const;
      const terms = [{ ...term, invoiceId: coming.invoiceId, until: date('2026-03-12') }];
      const early = (on: string): string => read(8_820, [a, coming], { account: { terms }, with: { on: date(on) } });
      expect(early('2026-03-12')).to.equal('equals-invoice 0104:8820 credit:0');
      expect(early('2026-03-13')).to.equal('law 0101:8820 credit:0');
    });

    it('as they chose, line by line and up to the amount they named', () => {
      const choice: NamedLine[] = [
        { lineId: '0103', amount: null },
        { lineId: '0102', amount: eur(1_000) },
      ];
      expect(read(5_000, [a, b, c], { with: { choice } })).to.equal('choice 0103:4000 0102:1000 credit:0');
    });

    it('then gives what is left over to the oldest', () => {
      expect(read(5_000, [a, b, c], { with: { choice: [{ lineId: '0103', amount: null }] } })).to.equal(
        'choice 0103:4000 0101:1000 credit:0',
      );
    });

    for (const text of ['VIR FA-2026-0102', 'facture fa 2026 0102, merci', 'FA20260102/MARS', 'réf.FA_2026_0102']) {
      it(`as the remittance says: ${text}`, () => {
        expect(read(5_000, [a, b, c], { with: { text } })).to.equal('reference 0102:5000 credit:0');
      });
    }

    it('to the named invoice even where it is contested, its uncontested part first', () => {
      const holds = [aHold('0102', { reason: 'dispute', amount: eur(2_000) })];
      expect(read(6_000, [a, b], { with: { text: 'FA-2026-0102' }, account: { holds } })).to.equal(
        'reference 0102:6000 credit:0',
      );
      expect(read(5_000, [b, c], { with: { text: 'FA-2026-0102 FA-2026-0103' }, account: { holds } })).to.equal(
        'reference 0102:4000 0103:1000 credit:0',
      );
    });

    it('by an amount equal to one invoice, over all its due lines', () => {
      const second = aLine('0102b', '2026-05-10', 1_500, { invoiceId: 'FA-2026-0102', position: 2 });
      const account = { invoices: [a, b, c].map((line) => invoiceOf(line)) };
      expect(read(7_500, [a, b, second, c], { account })).to.equal('equals-invoice 0102:6000 0102b:1500 credit:0');
    });

    it('not by an amount that two invoices have', () => {
      const twin = aLine('0105', '2026-03-01', 6_000);
      expect(read(6_000, [a, b, twin])).to.equal('law 0101:6000 credit:0');
    });

    it('by an amount equal to the next instalment of a plan, on the lines of that plan', () => {
      const plan = {
        id: 'plan',
        lines: [
          { lineId: '0102', amount: eur(6_000) },
          { lineId: '0103', amount: eur(4_000) },
        ],
        total: eur(10_000),
        frequency: 'month',
        instalments: [1, 2, 3].map((position) => ({
          position,
          due: date(`2026-0${position + 3}-01`),
          amount: eur(position === 3 ? 3_334 : 3_333),
        })),
        status: 'active',
        signedOn: date('2026-03-11'),
        termsHash: 'h',
      } as const;
      expect(read(3_333, [a, b, c], { account: { plans: [plan] } })).to.equal('equals-instalment 0102:3333 credit:0');
    });

    it('not to an invoice that is settled, nor by an equal amount in another currency', () => {
      const payment = aPayment('old', '2026-02-01', 10_000);
      const account = { payments: [payment], allocations: [allocated(payment, '0101', 10_000)] };
      expect(read(4_000, [a, b, c], { with: { text: 'FA-2026-0101' }, account })).to.equal(
        'equals-invoice 0103:4000 credit:0',
      );
      expect(read(0, [a], { with: { amount: money(10_000, 'JPY') } })).to.equal('law credit:10000');
    });

    it('by an amount equal to one set of invoices and no other', () => {
      expect(read(14_000, [a, b, c])).to.equal('equals-set 0101:10000 0103:4000 credit:0');
      const twin = aLine('0105', '2026-03-01', 4_000);
      expect(read(14_000, [a, b, c, twin])).to.equal('law 0101:10000 0102:4000 credit:0');
    });
  });

  describe('else follows C. civ. 1342-10', () => {
    it('oldest first, and what is due before what is not', () => {
      expect(read(11_000, [coming, c, b, a])).to.equal('law 0101:10000 0102:1000 credit:0');
      expect(read(20_500, [coming, c, b, a])).to.equal('law 0101:10000 0102:6000 0103:4000 0104:500 credit:0');
    });

    it('the most onerous before the oldest: by rate, then the secured', () => {
      const burdens = new Map([
        ['0102', { yearlyPpm: 120_000, secured: false }],
        ['0103', { yearlyPpm: 120_000, secured: true }],
      ]);
      const proposal = allocate(incoming(4_100), accountOf([a, b, c]), { interestFirst: false, burdens }, today);
      expect(said(proposal)).to.equal('law 0103:4000 0102:100 credit:0');
    });

    it('equals pro rata, exact to the cent', () => {
      const lines = [aLine('x', '2026-01-10', 100), aLine('y', '2026-01-10', 100), aLine('z', '2026-01-10', 101)];
      expect(read(100, [...lines, a].slice(0, 3), { with: { amount: eur(99) } })).to.equal(
        'law x:33 y:33 z:33 credit:0',
      );
      expect(read(0, lines, { with: { amount: eur(152) } })).to.equal('law x:51 y:50 z:51 credit:0');
    });

    it('never pays what is contested, barred, handed over, factored, on its way or about to be collected', () => {
      const factor = { iban: 'FR7630006000011234567890189', bic: null, holder: 'Factor', currency: 'EUR' };
      const lines = [
        aLine('disputed', '2026-01-01', 1_000),
        aLine('barred', '2024-01-01', 1_001, { timeBarredFrom: date('2026-01-02') }),
        aLine('agency', '2026-01-01', 1_002, { closed: 'agency' }),
        aLine('factored', '2026-01-01', 1_003, { payee: factor }),
        aLine('debit', '2026-03-17', 1_004, { means: 'direct-debit' }),
        aLine('moving', '2026-01-01', 1_005),
      ];
      const transit = aPayment('t', '2026-03-18', 1_005, { status: 'in-transit' });
      const account = {
        payments: [transit],
        allocations: [allocated(transit, 'moving', 1_005, { on: date('2026-03-15') })],
        holds: [aHold('disputed', { reason: 'dispute' as const, amount: eur(900) })],
      };
      expect(read(50_000, lines, { account })).to.equal('law disputed:100 credit:49900');
      for (const exact of [1_000, 1_001, 1_002, 1_003, 1_004, 1_005]) {
        expect(read(exact, lines, { account }), String(exact)).to.equal(`law disputed:100 credit:${exact - 100}`);
      }
    });

    it('never pays what money on its way or announced pays already, even where it is directed there', () => {
      for (const status of ['in-transit', 'announced'] as const) {
        const coming = aPayment('t', '2026-03-18', 8_000, { status });
        const account = {
          payments: [coming],
          allocations: [allocated(coming, 'F1', 8_000, { on: date('2026-03-15') })],
        };
        const lines = [aLine('F1', '2026-01-01', 10_000)];
        const choice = [{ lineId: 'F1', amount: null }];
        expect(read(5_000, lines, { account, with: { choice } })).to.equal('choice F1:2000 credit:3000');
        expect(read(5_000, lines, { account })).to.equal('law F1:2000 credit:3000');
      }
    });

    it('pays claimed charges after all due principal, or before their own principal where policy says so', () => {
      const charges = [aCharge('claimed', '0101', 400), aCharge('proposed', '0101', 500, { status: 'proposed' })];
      const account = accountOf([a, b, coming], { charges });
      expect(said(allocate(incoming(16_500), account, law, today))).to.equal(
        'law 0101:10000 0102:6000 claimed:400 0104:100 credit:0',
      );
      expect(said(allocate(incoming(16_100), account, { interestFirst: true }, today))).to.equal(
        'law claimed:400 0101:10000 0102:5700 credit:0',
      );
      expect(said(allocate(incoming(399), account, { interestFirst: true }, today))).to.equal(
        'law claimed:399 credit:0',
      );
    });

    it('pays debts of one rank pro rata of charge and principal together, where charges come first', () => {
      const twins = [aLine('x', '2026-01-10', 900), aLine('y', '2026-01-10', 600)];
      const account = accountOf(twins, { charges: [aCharge('cx', 'x', 100), aCharge('cy', 'y', 400)] });
      const proposal = allocate(incoming(1_000, { amount: eur(1_001) }), account, { interestFirst: true }, today);
      expect(said(proposal)).to.equal('law cx:100 x:401 cy:400 y:100 credit:0');
    });

    it('keeps what nobody owes as a credit, and other currencies untouched', () => {
      expect(read(30_000, [a])).to.equal('law 0101:10000 credit:20000');
      const yen = incoming(0, { amount: money(500, 'JPY') });
      expect(said(allocate(yen, accountOf([a]), law, today))).to.equal('law credit:500');
      const choice = [{ lineId: '0101', amount: null }];
      expect(said(allocate({ ...yen, choice }, accountOf([a]), law, today))).to.equal('choice credit:500');
    });

    it('never pays what insolvency froze, even when the debtor says so (C. com. L622-7)', () => {
      const frozen = aLine('0101', '2026-01-10', 10_000, { closed: 'insolvency' });
      expect(read(10_000, [frozen], { with: { text: 'FA-2026-0101' } })).to.equal('reference credit:10000');
    });
  });

  const anyIncoming = fc
    .record({ minor: fc.integer({ min: 1, max: 2_000_000_000 }), currency: anyCurrency })
    .map(({ minor, currency }) => incoming(0, { amount: money(minor, currency) }));

  it('leaves the charges of a contested line alone', () => {
    const account = accountOf([a], {
      charges: [aCharge('c', '0101', 400)],
      holds: [aHold('0101', { reason: 'dispute', amount: eur(1_000) })],
    });
    expect(said(allocate(incoming(20_000), account, law, today))).to.equal('law 0101:9000 credit:11000');
  });

  it('places every cent once: allocations and credit sum to the money, and none exceeds what is open', () => {
    fc.assert(
      fc.property(anyAccount, anyIncoming, anyDay, fc.boolean(), (account, given, day, interestFirst) => {
        const { allocations, credit } = allocate(given, account, { interestFirst }, day);
        const ledger = makeLedger(account, day);
        expect(allocations.reduce((total, { amount }) => total + amount.minor, credit.minor)).to.equal(
          given.amount.minor,
        );
        for (const { target, amount } of allocations) {
          const view = ledger.byLine.get(target.id)!;
          expect(amount.minor).to.be.within(1, view.open.minor - view.disputed.minor);
          expect([view.open.currency, view.line.closed, view.timeBarred]).to.deep.equal([
            given.amount.currency,
            null,
            false,
          ]);
        }
        const after = {
          ...account,
          payments: [...account.payments, aPayment('new', day, 0, { amount: given.amount })],
        };
        const made = allocations.map((of, index) => ({ ...of, id: `n${index}`, on: day, reversedOn: null }));
        makeLedger({ ...after, allocations: [...account.allocations, ...made] }, day); // raises when a sum is exceeded
      }),
      { numRuns: 300 },
    );
  });

  it('by law, starts on a line only when every older or already due one is paid as far as it may be', () => {
    fc.assert(
      fc.property(anyAccount, anyIncoming, anyDay, (account, given, day) => {
        const proposal = allocate(given, account, law, day);
        if (proposal.rule !== 'law') return;
        const ledger = makeLedger(account, day);
        const paid = new Map(proposal.allocations.map(({ target, amount }) => [target.id, amount.minor]));
        const debited = (id: string): boolean => {
          const { line } = ledger.byLine.get(id)!;
          return line.means === 'direct-debit' && line.due >= day;
        };
        const last = ledger.lines.filter((view) => paid.has(view.line.id)).at(-1)?.line.due;
        for (const view of ledger.lines) {
          const mayPay =
            view.open.currency === given.amount.currency &&
            view.line.closed === null &&
            !view.timeBarred &&
            !debited(view.line.id);
          if (!mayPay || last === undefined || view.line.due >= last) continue;
          const coming = view.inTransit.minor + view.announced.minor;
          const free = Math.max(0, view.open.minor - view.disputed.minor - coming);
          expect(paid.get(view.line.id) ?? 0).to.equal(free);
        }
      }),
      { numRuns: 300 },
    );
  });
});
