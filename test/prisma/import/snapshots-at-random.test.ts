import { expect } from 'chai';
import fc from 'fast-check';
import { type CivilDate, addDays, date } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { enterBooking } from '../../../prisma/bookings/enter-booking.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const amounts = { F1: 100, F2: 60, F3: 60, G1: 80 } as const;
type Number = keyof typeof amounts;
const numbers = Object.keys(amounts) as readonly Number[];

type Happening =
  | { readonly what: 'snapshot'; readonly open: readonly number[] }
  | {
      readonly what: 'payment';
      readonly minor: number;
      readonly ago: number;
      readonly of: Number | null;
      readonly status: string;
    }
  | { readonly what: 'credit'; readonly minor: number; readonly of: Number | null }
  | { readonly what: 'entry'; readonly minor: number; readonly of: Number | null };

const share = fc.constantFrom(0, 0, 0.25, 0.5, 1, 1);
const of = fc.option(fc.constantFrom(...numbers));
const minor = fc.constantFrom(15, 30, 60, 100, 160);
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('snapshot' as const),
        open: fc.array(share, { minLength: 4, maxLength: 4 }),
      }),
    },
    fc.record({
      what: fc.constant('payment' as const),
      minor,
      of,
      ago: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom('settled', 'settled', 'in transit'),
    }),
    fc.record({ what: fc.constant('credit' as const), minor, of }),
    fc.record({ what: fc.constant('entry' as const), minor, of }),
  ),
  { minLength: 3, maxLength: 7 },
);

/** What the accounts say of each line after what is entered here and what came later is left out. */
const inAccounts = `SELECT i.number, (l.amount_minor - coalesce(sum(a.amount_minor) FILTER (WHERE a.clearing_id IS NOT NULL
    OR (p.status = 'settled' AND p.entered_on IS NULL AND p.value_date <= $2) OR (n.entered_on IS NULL AND n.issued <= $2)), 0))::int AS booked,
  coalesce(sum(a.amount_minor) FILTER (WHERE coalesce(p.entered_on, n.entered_on) IS NOT NULL), 0)::int AS entered,
  (l.amount_minor - coalesce(sum(a.amount_minor), 0))::int AS room
  FROM due_lines l JOIN invoices i ON i.id = l.invoice_id LEFT JOIN allocations a ON a.line_id = l.id AND a.reversed_on IS NULL
    LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id WHERE i.creditor_id = $1 GROUP BY i.number, l.id ORDER BY 1`;

describe('snapshots among payments, credits and entries, in any order', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });

  after(() => database.drop());

  const debtorOf = (number: Number | null): string => (number === 'G1' ? 'C2' : 'C1');

  async function happen(rig: ImportRig, happening: Happening, today: CivilDate, nth: number): Promise<void> {
    const options = { today, acceptSmaller: true };
    if (happening.what === 'snapshot') {
      const rows = numbers.map((number, index) => {
        const open = amounts[number] * (happening.open[index] ?? 0);
        return open === 0 ? '' : `${number};${debtorOf(number)};2026-09-01;${amounts[number]};${open}\n`;
      });
      const file = `number;debtor;due;original;open\n${rows.join('')}`;
      const report = await rig.one('open-items', file, options);
      expect(report.problem).to.equal(null);
      await check(rig, happening.open, today);
      const before = await rig.ledger();
      await rig.one('open-items', file, options);
      expect(await rig.ledger()).to.deep.equal(before);
    } else if (happening.what === 'payment') {
      const { minor: amount, ago, of: number, status } = happening;
      const row = `p${nth};${debtorOf(number)};${amount};${addDays(today, -ago)};${status};${number ?? ''}\n`;
      await rig.one('payments', `id;debtor;amount;date;status;invoices\n${row}`, options);
    } else if (happening.what === 'credit') {
      const row = `AV${nth};${debtorOf(happening.of)};${today};${happening.minor};${happening.of ?? ''}\n`;
      await rig.one('credits', `number;debtor;issued;amount;invoice\n${row}`, options);
    } else {
      await enterBooking(database.pool, {
        ...{
          creditorId: rig.creditor.id,
          debtor: debtorOf(happening.of),
          kind: 'payment',
          amount: money(happening.minor * 100, 'EUR'),
        },
        ...{
          on: today,
          number: null,
          invoice: happening.of,
          text: '',
          means: 'transfer',
          inTransit: false,
          again: true,
        },
        ...{ actor: 'cli', at: Date.parse(`${today}T10:00:00Z`), today },
      });
    }
  }

  async function check(rig: ImportRig, open: readonly number[], today: CivilDate): Promise<void> {
    const { rows } = await database.ownerPool.query<{ number: Number; booked: number; entered: number; room: number }>(
      inAccounts,
      [rig.creditor.id, today],
    );
    for (const { number, booked, entered, room } of rows) {
      const said = amounts[number] * 100 * (open[numbers.indexOf(number)] ?? 0);
      expect(booked, number).to.be.at.least(said);
      expect(booked - said, number).to.be.at.most(entered);
      expect(room, number).to.be.at.least(0);
    }
  }

  it('say of every line what the accounts say, and change nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (given) => {
        const rig = await openRig(database);
        await rig.run({
          debtors: 'reference;name;kind\nC1;Petit;company\nC2;Camille;consumer\n',
          invoices: `number;debtor;issued;due;amount\n${numbers.map((number) => `${number};${debtorOf(number)};2026-08-01;2026-09-01;${amounts[number]}\n`).join('')}`,
        });
        let today = date('2026-11-20');
        let last: readonly number[] | null = null;
        for (const [nth, happening] of given.entries()) {
          today = addDays(today, nth % 2);
          await happen(rig, happening, today, nth);
          if (happening.what === 'snapshot') last = happening.open;
          // Money that nobody matched and that the last snapshot knew changes nothing of what it said; all else may.
          else if (happening.what !== 'payment' || happening.of !== null || happening.ago < 3) last = null;
          if (last !== null) await check(rig, last, today);
        }
      }),
      { numRuns: 4 },
    );
  });
});
