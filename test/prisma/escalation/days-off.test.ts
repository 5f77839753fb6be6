import { expect } from 'chai';
import { addDays, date, type CivilDate } from '../../../domain/civil-date.ts';
import { planSweep } from '../../../prisma/escalation/plan-sweep.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { count, sweepRig, type SweepRig } from './a-sweep.ts';
import { pay } from './happenings.ts';

describe('prisma: a sweep that missed days, ran thrice, or is of a day that is past', () => {
  let database: TestDatabase;
  let rig: SweepRig;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;

  /** What was decided in the end when it ran only on these days, `times` times each; what is queued reaches them the same day. */
  const decided = async (days: readonly CivilDate[], times = 1): Promise<readonly string[]> => {
    rig = await sweepRig(database);
    const debtors: SeededDebtor[] = [];
    for (const due of ['2026-10-19', '2026-11-02', '2026-11-09', '2026-11-11', '2026-11-26'])
      debtors.push(await rig.debtor([{ due, minor: 20_000 }]));
    debtors.push(
      await rig.debtor([
        { due: '2026-10-28', minor: 8_000 },
        { due: '2026-11-12', minor: 9_000 },
      ]),
    );
    for (const day of days) {
      for (let time = 0; time < times; time += 1) await rig.run(day);
      await count(database.ownerPool, rig.creditor, day);
    }
    const rows = await query<{ debtor: string; line: string; level: string; status: string }>(
      `SELECT d.reference AS debtor, right(v.number, 1) AS line, r.level_id AS level, r.status FROM reminders r JOIN debtors d ON d.id = r.debtor_id
         JOIN due_lines l ON l.id = r.line_id JOIN invoices v ON v.id = l.invoice_id WHERE r.creditor_id = $1 ORDER BY r.line_id, r.level`,
    );
    const place = new Map(debtors.map(({ reference }, index) => [reference, index]));
    return rows.map(({ debtor, line, level, status }) => `${place.get(debtor)}/${line} ${level} ${status}`).toSorted();
  };
  const from = date('2026-11-16'); // a Monday
  const all = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15].map((later) => addDays(from, later));

  it('does after three days off what it would have done: no level twice, none left out', async () => {
    const never = await decided(all);
    const off = await decided(all.filter((day) => day < '2026-11-24' || day > '2026-11-26'));
    expect(off).to.deep.equal(never);
    expect(new Set(never).size).to.equal(never.length);
    expect(never).to.include.members(['2/0 courteous counted', '2/0 reminder counted']);
  });

  it('does the same three times as once', async () => {
    const days = all.slice(0, 8);
    const once = await decided(days);
    expect(await decided(days, 3)).to.deep.equal(once);
    const [twice] = await query<{ most: number }>(
      'SELECT max(count)::int AS most FROM (SELECT count(*) FROM notices WHERE creditor_id = $1 GROUP BY debtor_id, decided_on) t',
    );
    expect(twice).to.deep.equal({ most: 1 });
  });

  it('reads of a past day nothing that was received later', async () => {
    rig = await sweepRig(database);
    const debtor = await rig.debtor([{ due: '2026-11-10', minor: 20_000 }]);
    const number = `S-${debtor.reference}-0`;
    await pay(database.ownerPool, rig.creditor, { number, minor: 15_000, on: '2026-11-18' });
    await pay(database.ownerPool, rig.creditor, { number, minor: 5_000, on: '2026-11-25' });
    const asked = async (day: string): Promise<readonly number[]> => {
      const minors: number[] = [];
      for await (const { escalation } of planSweep(database.pool, await rig.order(day), date(day)))
        for (const step of escalation?.steps ?? []) minors.push(...step.lines.map(({ claim }) => claim.minor));
      return minors;
    };
    expect(await asked('2026-11-17')).to.deep.equal([20_000]);
    expect(await asked('2026-11-24')).to.deep.equal([5_000]);
    expect(await asked('2026-11-30')).to.deep.equal([]);
  });
});
