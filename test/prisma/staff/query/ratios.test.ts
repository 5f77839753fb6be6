import { expect } from 'chai';
import { isClaimed } from '../../../../domain/balance.ts';
import { addDays, addMonths, type CivilDate, date, daysBetween } from '../../../../domain/civil-date.ts';
import { makeLedger } from '../../../../domain/ledger.ts';
import { priorityOf, priorityReasons } from '../../../../domain/staff/measures/priority.ts';
import { type Filter, type Measure } from '../../../../domain/staff/query.ts';
import { isHeld, lineFacts } from './line-facts.ts';
import { openQueryRig, question, type QueryRig, today } from './query-rig.ts';
import { column, said } from './rows.ts';

describe('prisma: staff questions about ratios', () => {
  let rig: QueryRig;

  before(async () => {
    rig = await openQueryRig();
  });
  after(() => rig.database.drop());

  type Owed = { open: number; current: number };

  const owedOn = (day: CivilDate, currency: string): Owed => {
    const owed: Owed = { open: 0, current: 0 };
    for (const account of rig.accounts)
      for (const view of makeLedger(account, day).lines) {
        if (view.open.currency !== currency || !isClaimed(view)) continue;
        owed.open += view.open.minor;
        if (!view.overdue) owed.current += view.open.minor;
      }
    return owed;
  };

  const invoicedIn = (from: CivilDate, to: CivilDate, currency: string): number =>
    rig.accounts
      .flatMap(({ invoices }) => invoices)
      .filter(({ issued, total }) => issued >= from && issued <= to && total.currency === currency)
      .reduce((sum, { total }) => sum + total.minor, 0);

  /** Month by month back, in floating point and without the domain's function: to a tenth it must be the same. */
  const countback = (owed: number, day: CivilDate, currency: string): number => {
    let [left, days] = [owed, 0];
    for (let from = date(`${day.slice(0, 8)}01`), to = day; left > 0 && days < 800;) {
      const [sales, length] = [invoicedIn(from, to, currency), daysBetween(from, to) + 1];
      if (sales >= left) return days + (left / sales) * length;
      left -= sales;
      days += length;
      to = addDays(from, -1);
      from = addMonths(from, -1);
    }
    return days;
  };

  const daysOf = async (measure: Measure, asOf: CivilDate): Promise<ReadonlyMap<string, number>> => {
    const answer = await rig.ask(question(measure, { asOf }));
    const open = column(answer, 'open');
    return new Map(
      column(answer, measure).map((cell, index) => {
        const of = open[index];
        return [of?.kind === 'money' ? of.money.currency : '', cell?.kind === 'days' ? cell.days : -1];
      }),
    );
  };

  it('days sales outstanding, at best and by delay, are those of each ledger’s day', async () => {
    for (const day of [today, date('2026-10-31'), date('2026-07-15')]) {
      const [dso, best, add] = [await daysOf('dso', day), await daysOf('best-dso', day), await daysOf('add', day)];
      for (const currency of ['EUR', 'GBP']) {
        const { open, current } = owedOn(day, currency);
        expect(dso.get(currency), `${day} ${currency}`).to.be.closeTo(countback(open, day, currency), 0.051);
        expect(best.get(currency)).to.be.closeTo(countback(current, day, currency), 0.051);
        expect(add.get(currency)).to.be.closeTo((dso.get(currency) ?? 0) - (best.get(currency) ?? 0), 0.001);
      }
    }
  });

  it('over the last six months are those of each month’s end', async () => {
    const answer = await rig.ask(question('dso', { groupBy: 'month' }));
    const months = column(answer, 'month').map(said);
    expect([...new Set(months)]).to.deep.equal([
      '2026-07-01',
      '2026-08-01',
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
      '2026-12-01',
    ]);
    const september = answer.rows.filter((_, row) => months[row] === '2026-09-01').map((row) => said(row[1]));
    const whole = await daysOf('dso', date('2026-09-30'));
    expect(september).to.deep.equal([...whole.values()].map(String));
  });

  it('the collection effectiveness index is of what each ledger began and ended the period with', async () => {
    const answer = await rig.ask(
      question('cei', {}, { field: 'issued', range: { min: date('2026-10-01'), max: date('2026-10-31') } }),
    );
    for (const [row, currency] of ['EUR', 'GBP'].entries()) {
      const [start, end] = [owedOn(date('2026-09-30'), currency), owedOn(date('2026-10-31'), currency)];
      const sales = invoicedIn(date('2026-10-01'), date('2026-10-31'), currency);
      expect(said(column(answer, 'cei')[row])).to.equal(
        `${start.open + sales - end.open}/${start.open + sales - end.current}`,
      );
    }
  });

  it('promises kept, and what came in of what fell due', async () => {
    const statuses = rig.accounts.flatMap(({ promises }) => promises.map(({ status }) => status));
    const count = (status: string): number => statuses.filter((one) => one === status).length;
    const kept = await rig.ask(question('promise-kept-rate'));
    expect(said(column(kept, 'promise-kept-rate')[0])).to.equal(
      `${count('kept')}/${count('kept') + count('partly-kept') + count('broken')}`,
    );
    const plans = rig.accounts.flatMap(({ plans: of }) => of.map(({ status }) => status));
    const good = plans.filter((status) => ['completed', 'active', 'accepted'].includes(status)).length;
    const bad = plans.filter((status) => ['late', 'defaulted'].includes(status)).length;
    expect(said(column(await rig.ask(question('plan-kept-rate')), 'plan-kept-rate')[0])).to.equal(
      `${good}/${good + bad}`,
    );

    const range = { min: date('2026-09-01'), max: date('2026-09-30') };
    const recovery = await rig.ask(question('recovery', { groupBy: 'cause' }, { field: 'due', range }));
    const expected = new Map<string, [number, number]>();
    for (const account of rig.accounts) {
      const cause = rig.files.get(account.debtor.id)?.causes.join('+') ?? '';
      for (const { line, settlements } of makeLedger(account, today).lines) {
        if (line.due < range.min || line.due > range.max) continue;
        const came = settlements
          .filter(({ source }) => source.kind !== 'credit-note')
          .reduce((sum, { amount }) => sum + amount.minor, 0);
        const [had, fell] = expected.get(`${cause === '' ? '-' : cause} ${line.amount.currency}`) ?? [0, 0];
        expected.set(`${cause === '' ? '-' : cause} ${line.amount.currency}`, [had + came, fell + line.amount.minor]);
      }
    }
    const found = recovery.rows.map((row) => [`${said(row[0])} ${said(row[3]).slice(-3)}`, said(row[1])]);
    expect(Object.fromEntries(found)).to.deep.equal(
      Object.fromEntries([...expected].map(([key, [came, fell]]) => [key, `${came}/${fell}`])),
    );
  });

  it('the largest of each currency with their share of it', async () => {
    const answer = await rig.ask(question('concentration', { limit: 3 }));
    const facts = lineFacts(rig, today);
    for (const currency of ['EUR', 'GBP']) {
      const owed = new Map<string, number>();
      for (const fact of facts)
        if (fact.currency === currency)
          owed.set(fact.account.debtor.reference, (owed.get(fact.account.debtor.reference) ?? 0) + fact.open);
      const whole = [...owed.values()].reduce((sum, minor) => sum + minor, 0);
      const largest = [...owed].toSorted(([, a], [, b]) => b - a).slice(0, 3);
      const rows = answer.rows
        .filter((row) => said(row[1]).endsWith(currency))
        .map((row) => [said(row[0]), said(row[2])]);
      expect(rows).to.deep.equal(largest.map(([reference, minor]) => [reference, `${minor}/${whole}`]));
    }
  });

  /** What is overdue of each account and neither disputed, promised, planned nor held, with the days of its oldest line. */
  const freeMoney = (): ReadonlyMap<string, { amount: number; age: number }> => {
    const expected = new Map<string, { amount: number; age: number }>();
    for (const fact of lineFacts(rig, today)) {
      const free = fact.overdue - fact.disputed - fact.promised - fact.planned;
      const holds = fact.account.holds.filter(({ reason }) => !['dispute', 'promise', 'plan'].includes(reason));
      if (free <= 0 || isHeld({ ...fact, account: { ...fact.account, holds } }, today)) continue;
      const key = `${fact.account.debtor.reference} ${fact.currency}`;
      const { amount, age } = expected.get(key) ?? { amount: 0, age: 0 };
      expected.set(key, { amount: amount + free, age: Math.max(age, fact.late) });
    }
    return expected;
  };

  it('whom to call first: what is neither disputed, planned, promised nor held, ranked by points that add up', async () => {
    const answer = await rig.ask(question('priority', { limit: 1000 }));
    const expected = freeMoney();
    expect(answer.count).to.equal(expected.size);
    const number = (key: string, row: number): number => Number(said(column(answer, key)[row]));
    let last = 101;
    for (const [row, cells] of answer.rows.entries()) {
      const currency = said(cells[2]).slice(-3);
      const of = expected.get(`${said(cells[0])} ${currency}`);
      expect(said(cells[2])).to.equal(`${of?.amount ?? 0} ${currency}`);
      const silence = said(column(answer, 'silence')[row]);
      const { points, reasons } = priorityOf({
        ...{ amount: of?.amount ?? 0, age: of?.age ?? 0, broken: number('broken-promises', row) },
        ...{ silence: silence === '-' ? null : Number(silence), paid: number('paid-lately', row) === 1 },
      });
      expect(number('priority', row)).to.equal(points);
      for (const reason of priorityReasons)
        expect(number(`points:${reason}`, row)).to.equal(reasons.find((part) => part.reason === reason)?.points ?? 0);
      expect(points).to.be.at.most(last);
      last = points;
    }
  });

  it('whom to call first at a level: each of the money once, at that level or at another', async () => {
    const overdue = async (...filters: Filter[]): Promise<Readonly<Record<string, number>>> => {
      const { rows } = await rig.ask(question('priority', { limit: 1000 }, ...filters));
      const sums: Record<string, number> = {};
      for (const cell of rows.map((row) => row[2])) {
        if (cell?.kind === 'money') sums[cell.money.currency] = (sums[cell.money.currency] ?? 0) + cell.money.minor;
      }
      return sums;
    };
    const all = await overdue();
    for (const id of ['none', 'friendly', 'firm', '1']) {
      const [at, elsewhere] = [
        await overdue({ field: 'level', oneOf: [id], not: false }),
        await overdue({ field: 'level', oneOf: [id], not: true }),
      ];
      for (const [currency, minor] of Object.entries(all))
        expect((at[currency] ?? 0) + (elsewhere[currency] ?? 0), `${id} ${currency}`).to.equal(minor);
      if (id !== '1') expect(Object.keys(at), id).not.to.have.length(0);
    }
  });

  it('the words of a person’s questions are those of the accounts they see', async () => {
    const all = await rig.queries.vocabulary(rig.as('manager'));
    expect(all.cities).to.include.members(['Lyon', 'Paris', 'Leeds']);
    expect(all.regions).to.include.members(['Auvergne-Rhône-Alpes', 'Île-de-France']);
    expect(all.owners).to.deep.equal(['marion', 'sacha']);
    expect(all.levels).to.deep.equal(['friendly', 'firm']);
    expect(all.currencies).to.have.members(['EUR', 'GBP']);
    expect(all.accounts('durand').map(({ name }) => name)).to.include('Durand & Fils SA');
    expect(all.accounts('lum-1005')[0]?.name).to.equal('Durand & Fils SA');
    expect(all.accounts('')).to.deep.equal([]);
    const own = await rig.queries.vocabulary(rig.as('sales', 'marion'));
    expect(own.owners).to.deep.equal(['marion']);
    expect(own.accounts('lum-1005')).to.deep.equal([]);
  });
});
