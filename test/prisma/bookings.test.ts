import { expect } from 'chai';
import fc from 'fast-check';
import { type Account } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import {
  type BookingDone,
  type BookingOrder,
  enterBooking,
  withdrawBooking,
} from '../../prisma/bookings/enter-booking.ts';
import { listJournal } from '../../prisma/bookings/list-journal.ts';
import { type ImportRig, importDay, openRig } from './import/import-rig.ts';

const at = Date.parse('2026-11-20T09:00:00Z');

describe('provisional entries', () => {
  let rig: ImportRig;

  const fresh = async (): Promise<void> => {
    rig = await openRig(rig.database);
    await rig.run({
      debtors: 'reference,name,kind\nC1,Un,company\nC2,Deux,company\n',
      invoices:
        'number,debtor,issued,due,amount\nF1,C1,2026-09-01,2026-10-01,100\nF2,C1,2026-09-01,2026-10-15,60\nG1,C2,2026-09-01,2026-10-01,100\n',
    });
  };

  before(async () => {
    rig = await openRig();
  });

  beforeEach(fresh);

  after(() => rig.database.drop());

  const enter = (wish: Partial<BookingOrder> = {}): Promise<BookingDone> =>
    enterBooking(rig.database.pool, {
      ...{ creditorId: rig.creditor.id, debtor: 'C1', kind: 'payment', amount: money(10000, 'EUR') },
      ...{ on: '2026-11-18' as CivilDate, number: null, invoice: null, text: '', means: 'transfer', inTransit: false },
      ...{ again: false, actor: 'cli', at, today: importDay },
      ...wish,
    });
  const open = async (): Promise<Record<string, number>> => {
    const { rows } = await rig.database.ownerPool.query<{ number: string; open: number }>(
      `SELECT i.number, i.total_minor - coalesce(sum(a.amount_minor), 0)::bigint AS open FROM invoices i JOIN due_lines l ON l.invoice_id = i.id
         LEFT JOIN (allocations a LEFT JOIN payments p ON p.id = a.payment_id) ON a.line_id = l.id AND a.reversed_on IS NULL AND p.returned_on IS NULL
           AND coalesce(p.status, 'settled') = 'settled'
       WHERE i.creditor_id = $1 GROUP BY i.id ORDER BY 1`,
      [rig.creditor.id],
    );
    return Object.fromEntries(rows.map((row) => [row.number, row.open]));
  };
  /** All money that counts, in cents. */
  const counted = async (): Promise<number> => {
    const { rows } = await rig.database.ownerPool.query<{ sum: number }>(
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS sum FROM (SELECT amount_minor FROM payments WHERE creditor_id = $1 AND ended_on IS NULL
         UNION ALL SELECT amount_minor FROM credit_notes WHERE creditor_id = $1 AND ended_on IS NULL) x`,
      [rig.creditor.id],
    );
    return rows[0]?.sum ?? -1;
  };
  const bring = async (rows: string): Promise<void> => {
    const report = await rig.one('payments', `id,debtor,amount,date,invoices\n${rows}`);
    expect(report.counts.refused, JSON.stringify(report.refused)).to.equal(0);
  };

  it('counts at once, where its invoice or the law puts it, and stays so when it is entered again', async () => {
    expect(await enter({ invoice: 'f2', amount: money(4000, 'EUR') })).to.include({ kind: 'entered', placed: 4000 });
    expect(await open()).to.deep.equal({ F1: 10000, F2: 2000, G1: 10000 });
    expect(await enter({ invoice: 'F2', amount: money(4000, 'EUR') })).to.include({ kind: 'known', provisional: true });
    expect(await enter({ invoice: 'F2', amount: money(4000, 'EUR'), again: true })).to.include({
      kind: 'entered',
      placed: 4000,
    });
    expect(await open()).to.deep.equal({ F1: 8000, F2: 0, G1: 10000 });
  });

  it('gives way to the booking of the accounts, which keeps its place unless the accounts match it elsewhere', async () => {
    await enter({ invoice: 'F1' });
    await bring(',C1,100,2026-11-20,\n');
    expect(await open()).to.deep.equal({ F1: 0, F2: 6000, G1: 10000 });
    expect(await counted()).to.equal(10000);
    await fresh();
    await enter({ invoice: 'F1', amount: money(6000, 'EUR') });
    await bring('P1,C1,60,2026-11-16,F2\n');
    expect(await open()).to.deep.equal({ F1: 10000, F2: 0, G1: 10000 });
    await bring('P1,C1,60,2026-11-16,F2\n');
    expect(await counted()).to.equal(6000);
  });

  it('is found by its number, though the accounts know another amount and day', async () => {
    await enter({ invoice: 'F1', number: 'p-7' });
    await bring('P-7,C1,90,2026-10-02,\n');
    expect(await open()).to.deep.equal({ F1: 1000, F2: 6000, G1: 10000 });
    expect(await enter({ number: 'P-7', again: true })).to.include({ kind: 'known', provisional: false });
  });

  it('leaves two equal transfers two, whether one or both come from the accounts', async () => {
    await enter({ invoice: 'G1', debtor: 'C2', amount: money(5000, 'EUR') });
    await enter({ invoice: 'G1', debtor: 'C2', amount: money(5000, 'EUR'), again: true });
    await bring(',C2,50,2026-11-18,\n');
    expect([await counted(), (await open())['G1']]).to.deep.equal([10000, 0]);
    await bring(',C2,50,2026-11-18,\n,C2,50,2026-11-18,\n');
    expect([await counted(), (await open())['G1']]).to.deep.equal([10000, 0]);
  });

  it('is not entered when the accounts have it, unless it is another one, which their booking of the first does not replace', async () => {
    await bring('P1,C1,100,2026-11-17,F1\n');
    expect(await enter()).to.include({ kind: 'known', provisional: false });
    expect(await enter({ again: true, amount: money(10000, 'EUR') })).to.include({ kind: 'entered', placed: 6000 });
    await bring('P1,C1,100,2026-11-17,F1\n');
    expect(await counted()).to.equal(20000);
    await bring('P2,C1,100,2026-11-19,\n');
    expect(await counted()).to.equal(20000);
  });

  it('is not entered again once a snapshot of open items has settled it', async () => {
    await enter({ invoice: 'F1', amount: money(4000, 'EUR') });
    const head = 'debtor,number,issued,due,amount,open';
    const rows = [
      'C1,F1,2026-09-01,2026-10-01,100,60',
      'C1,F2,2026-09-01,2026-10-15,60,60',
      'C2,G1,2026-09-01,2026-10-01,100,100',
    ];
    const report = await rig.one('open-items', `${[head, ...rows].join('\n')}\n`);
    expect(report.counts.refused, JSON.stringify(report)).to.equal(0);
    expect(await enter({ amount: money(4000, 'EUR') })).to.include({ kind: 'known', provisional: false });
    await fresh();
    expect((await rig.one('open-items', `${[head, ...rows].join('\n')}\n`)).counts.refused).to.equal(0);
    expect(await enter({ amount: money(4000, 'EUR') })).to.include({ kind: 'known', provisional: false });
    expect(await enter({ amount: money(4000, 'EUR'), again: true })).to.include({ kind: 'entered' });
  });

  it('gives way to a credit note for its invoice that is booked at the end of the month', async () => {
    await enter({ kind: 'credit-note', amount: money(200, 'EUR'), on: '2026-11-09' as CivilDate, invoice: 'F1' });
    await rig.one('credits', 'number,debtor,issued,amount,invoice\nAV1,C1,2026-11-19,2,F1\n');
    expect([await counted(), (await open())['F1']]).to.deep.equal([200, 9_800]);
    const another = { kind: 'credit-note', amount: money(200, 'EUR'), invoice: 'F1', again: true } as const;
    expect(await enter(another)).to.include({ kind: 'entered' }); // the one there is no booking of it
    await rig.one('credits', 'number,debtor,issued,amount,invoice\nAV1,C1,2026-11-19,2,F1\n');
    expect([await counted(), (await open())['F1']]).to.deep.equal([400, 9_600]);
  });

  it('of a debit that came back opens the invoice, and a person is told why', async () => {
    await enter({ invoice: 'F1', means: 'direct-debit' });
    const header = 'id,debtor,amount,date,means,status,returned_on,return_reason';
    await rig.one('payments', `${header}\nD1,C1,100,2026-11-18,prélèvement,rejeté,2026-11-20,am04\n`);
    expect(await open()).to.deep.equal({ F1: 10000, F2: 6000, G1: 10000 });
    const { rows } = await rig.database.ownerPool.query<{ kind: string; reason: string }>(
      'SELECT kind, reason FROM tasks WHERE creditor_id = $1',
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([{ kind: 'payment-returned', reason: 'AM04' }]);
  });

  it('holds for credit notes and write-offs: nothing is written off that is not owed', async () => {
    expect(await enter({ kind: 'write-off', amount: null })).to.include({ why: 'invoice-missing' });
    expect(await enter({ kind: 'write-off', amount: money(10001, 'EUR'), invoice: 'F1' })).to.include({
      why: 'more-than-open',
    });
    expect(await enter({ kind: 'write-off', amount: null, invoice: 'F1' })).to.include({
      kind: 'entered',
      placed: 10000,
    });
    await enter({ kind: 'credit-note', amount: money(2000, 'EUR'), invoice: 'F2', number: 'AV-1' });
    expect(await open()).to.deep.equal({ F1: 0, F2: 4000, G1: 10000 });
    const report = await rig.one(
      'credits',
      'number,debtor,issued,amount,invoice,kind\nAV-1,C1,2026-11-20,20,F2,avoir\nOD-9,C1,2026-11-20,100,F1,perte\n',
    );
    expect(report.counts).to.include({ created: 2, refused: 0 });
    expect(await open()).to.deep.equal({ F1: 0, F2: 4000, G1: 10000 });
    expect(await counted()).to.equal(12000);
  });

  it('on its way is shown as such from the day it is known, by an entry as by an import', async () => {
    const moving = async (): Promise<number | undefined> => {
      const { rows } = await rig.database.ownerPool.query<{ account: Account }>(
        "SELECT solde_account(creditor_id, id) AS account FROM debtors WHERE creditor_id = $1 AND reference = 'C2'",
        [rig.creditor.id],
      );
      return makeLedger(rows[0]!.account, importDay).lines[0]?.inTransit.minor;
    };
    const later = { on: '2026-11-25' as CivilDate, debtor: 'C2', invoice: 'G1' };
    expect(await enter(later)).to.include({ why: 'date-in-future' });
    expect(await enter({ ...later, inTransit: true, amount: money(4000, 'EUR') })).to.include({ kind: 'entered' });
    expect(await moving()).to.equal(4000);
    await rig.one('payments', 'id,debtor,amount,date,status,invoices\nP1,C2,40,2026-11-25,en cours,\n');
    expect([await moving(), await counted()]).to.deep.equal([4000, 4000]);
    await rig.one('payments', 'id,debtor,amount,date,status,invoices\nP2,C2,60,2026-11-26,en cours,G1\n');
    expect(await moving()).to.equal(10_000);
  });

  it('counts beside what the accounts only expect, until they have it', async () => {
    const file = (status: string): string =>
      `id,debtor,amount,date,status,invoices\nP1,C2,40,2026-11-19,${status},G1\n`;
    await enter({ debtor: 'C2', invoice: 'G1', amount: money(4000, 'EUR') });
    await rig.one('payments', file('annoncé'));
    expect((await open())['G1']).to.equal(6000);
    await rig.one('payments', file('en cours'));
    expect((await open())['G1']).to.equal(10_000);
    await rig.one('payments', file('encaissé'));
    expect([(await open())['G1'], await counted()]).to.deep.equal([6000, 4000]);
  });

  it('are listed for accounting with what debtors directed', async () => {
    await rig.one('invoices', 'number,debtor,issued,due,amount\nFA-2026-9001,C2,2026-11-01,2026-12-15,50\n');
    await rig.one('payments', 'id,debtor,amount,date,text\nP1,C2,40,2026-11-19,FA-2026-9001\nP2,C1,7,2026-11-19,\n');
    await enter({ kind: 'credit-note', amount: money(200, 'EUR'), invoice: 'G1', debtor: 'C2' });
    const listed = await listJournal(rig.database.pool, {
      creditorId: rig.creditor.id,
      since: null,
      at,
      owner: null,
      actor: 'by shell',
    });
    expect(
      listed.map(({ kind, invoice, amount }) => `${kind} ${String(invoice)} ${amount.minor}`).sort(),
    ).to.deep.equal(['allocation FA-2026-9001 4000', 'credit-note G1 200']);
  });

  it('is withdrawn when it was wrong, once', async () => {
    const done = await enter({ invoice: 'F1' });
    const order = {
      creditorId: rig.creditor.id,
      id: done.kind === 'entered' ? done.id : '',
      actor: 'cli',
      at,
      today: importDay,
    };
    expect(await withdrawBooking(rig.database.pool, order)).to.equal(true);
    expect(await withdrawBooking(rig.database.pool, order)).to.equal(false);
    expect(await open()).to.deep.equal({ F1: 10000, F2: 6000, G1: 10000 });
    expect(await enter({ invoice: 'F1' })).to.include({ kind: 'entered' });
  });

  it('never counts money twice nor loses it, in whatever order it is entered and imported', async function () {
    const transfer = fc.record({
      minor: fc.constantFrom(3000, 4000),
      day: fc.integer({ min: 1, max: 9 }),
      named: fc.boolean(),
    });
    const acts = fc.array(fc.record({ enter: fc.boolean(), which: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(transfer, { minLength: 1, maxLength: 4 }), acts, async (truth, drawn) => {
        await fresh();
        const [seen, imported] = [new Set<number>(), new Set<number>()];
        const rowOf = (of: number): string =>
          `${truth[of]!.named ? `N${of}` : `X${of}`},C1,${truth[of]!.minor / 100},2026-11-1${truth[of]!.day},\n`;
        const bringAll = (): Promise<void> => bring([...imported].map(rowOf).join(''));
        for (const { enter: entering, which: drawnOf } of [
          ...drawn,
          ...truth.map((_, which) => ({ enter: false, which })),
        ]) {
          const which = drawnOf % truth.length;
          const { minor, day, named } = truth[which]!;
          if (entering) {
            const on = `2026-11-1${day}` as CivilDate;
            const number = named ? `N${which}` : null;
            await enter({ amount: money(minor, 'EUR'), on, number, again: !seen.has(which) });
          } else {
            imported.add(which);
            await bringAll();
          }
          seen.add(which);
          const most = [...seen].reduce((sum, of) => sum + truth[of]!.minor, 0);
          expect(await counted()).to.be.at.most(most);
        }
        expect(await counted()).to.equal(truth.reduce((sum, { minor }) => sum + minor, 0));
      }),
      { numRuns: 5 },
    );
  });
});
