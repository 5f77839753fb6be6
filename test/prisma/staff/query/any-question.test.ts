import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type StaffAnswer } from '../../../../domain/staff/answer.ts';
import { type StaffQuery } from '../../../../domain/staff/query.ts';
import { type StaffScope } from '../../../../domain/staff/staff-scope.ts';
import { anyQuestion, sensibleQuestion } from './any-question.ts';
import { lineFacts } from './line-facts.ts';
import { at, openQueryRig, question, type QueryRig, today } from './query-rig.ts';

function accountsIn(answer: StaffAnswer): readonly string[] {
  return answer.rows.flatMap((row) => row.flatMap((cell) => (cell?.kind === 'account' ? [cell.debtorId] : [])));
}

function moneyIn(totals: StaffAnswer['totals'], key: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    totals.flatMap((total) =>
      total.key === key && total.cell.kind === 'money' ? [[total.cell.money.currency, total.cell.money.minor]] : [],
    ),
  );
}

describe('prisma: any staff question', () => {
  let rig: QueryRig;

  before(async () => {
    rig = await openQueryRig();
  });
  after(() => rig.database.drop());

  const answered = async (scope: StaffScope, query: StaffQuery): Promise<StaffAnswer | null> => {
    const answer = await rig.queries.answer(scope, query, at);
    return 'refused' in answer ? null : answer;
  };

  it('is answered or refused with a code, never thrown at', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (query) => {
        const answer = await rig.queries.answer(rig.as('manager'), query, at);
        if ('refused' in answer) refused += 1;
        else expect(answer.rows.every((row) => row.length === answer.columns.length)).to.equal(true);
      }),
      { numRuns: 150 },
    );
    expect(refused).to.be.above(10);
  });

  it('that makes sense has an answer, in pages within its count, about accounts of this creditor alone', async () => {
    const own = new Set(rig.debtors.keys());
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(sensibleQuestion, async (query) => {
        const answer = await answered(rig.as('manager'), query);
        if (answer === null) return;
        rows += answer.rows.length;
        expect(answer.rows.length).to.be.at.most(
          Math.max(0, answer.count - (query.measure === 'concentration' ? 0 : query.offset)),
        );
        expect(accountsIn(answer).filter((id) => !own.has(id))).to.deep.equal([]);
        expect(JSON.stringify(answer)).not.to.include('77777700');
      }),
      { numRuns: 250 },
    );
    expect(rows).to.be.above(100);
  });

  it('of a sales person is about their own accounts, whatever is asked', async () => {
    const theirs = new Set([...rig.debtors.values()].filter(({ owner }) => owner === 'sacha').map(({ id }) => id));
    const sacha = rig.as('sales', 'sacha');
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(sensibleQuestion, async (query) => {
        const answer = await answered(sacha, query);
        if (answer === null) return;
        rows += accountsIn(answer).length;
        expect(accountsIn(answer).filter((id) => !theirs.has(id))).to.deep.equal([]);
        const spare = await answered(rig.as('manager'), {
          ...query,
          filters: [...query.filters, { field: 'owner', oneOf: ['sacha'], not: false }],
        });
        expect({ ...answer, query: null }).to.deep.equal({ ...spare, query: null });
      }),
      { numRuns: 150 },
    );
    const all = await answered(sacha, question('open', { groupBy: 'account', limit: 1000 }));
    expect(rows + (all?.rows.length ?? 0)).to.be.above(20);
  });

  it('gives the same totals whatever it is grouped by', async () => {
    await fc.assert(
      fc.asyncProperty(sensibleQuestion, async (query) => {
        const of = ['open', 'overdue', 'disputed', 'promised', 'planned'] as const;
        const measure = of.find((one) => one === query.measure);
        if (measure === undefined || query.groupBy === 'line') return;
        const [grouped, whole] = [
          await answered(rig.as('manager'), query),
          await answered(rig.as('manager'), { ...query, groupBy: null, order: null }),
        ];
        if (grouped === null || whole === null) return;
        expect(moneyIn(grouped.totals, measure)).to.deep.equal(moneyIn(whole.totals, measure));
      }),
      { numRuns: 250 },
    );
  });

  it('on any day of two years is what each ledger says of that day, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 700 }), async (back) => {
        const asOf = new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10) as typeof today;
        const answer = await rig.ask(question('open', { asOf }));
        const expected: Record<string, number> = {};
        for (const { currency, open } of lineFacts(rig, asOf)) expected[currency] = (expected[currency] ?? 0) + open;
        expect(moneyIn(answer.totals, 'open')).to.deep.equal(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is not answered to who may read nothing, and of another creditor there is nothing but its own', async () => {
    const none = { ...rig.as('reader'), who: { ...rig.as('reader').who, disabled: true } };
    expect(await rig.queries.answer(none, question('open'), at)).to.deep.equal({ refused: 'not-allowed', about: null });
    expect((await rig.queries.vocabulary(none)).accounts('Durand')).to.deep.equal([]);
    const { rows } = await rig.database.ownerPool.query<{ id: string }>(
      "SELECT id FROM creditors WHERE slug LIKE 'other%'",
    );
    const other = { creditorId: rows[0]?.id ?? '', who: rig.as('manager').who };
    const answer = await rig.ask(question('open'), other);
    expect(moneyIn(answer.totals, 'open')).to.deep.equal({ EUR: 77_777_700 });
  });

  it('with ten thousand choices is answered, with more refused', async () => {
    const choices = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
    const ask = (count: number): Promise<unknown> =>
      rig.queries.answer(
        rig.as('manager'),
        question('open', {}, { field: 'city', oneOf: choices(count), not: false }),
        at,
      );
    expect(await ask(10_000)).to.include({ count: 0 });
    expect(await ask(10_001)).to.deep.equal({ refused: 'too-much', about: null });
  });

  it('about % or _ or a quote is about that character', async () => {
    for (const text of ['%', '_', '\\', "'", "' OR true --", '😀', '%urand'])
      expect((await rig.ask(question('open', { groupBy: 'account' }, { field: 'text', text }))).count, text).to.equal(
        0,
      );
    const named = await rig.ask(question('open', { groupBy: 'account' }, { field: 'text', text: 'DURAND' }));
    const names = named.rows.flatMap((row) => row.flatMap((cell) => (cell?.kind === 'account' ? [cell.name] : [])));
    expect(names.filter((name) => !/\bdurand/i.test(name))).to.deep.equal([]);
    expect(names).to.have.length.above(0);
  });

  it('leaves everything as it was', async () => {
    const count = async (): Promise<unknown> =>
      (
        await rig.database.ownerPool.query(
          'SELECT (SELECT count(*) FROM debtors) AS d, (SELECT max(version) FROM debtors) AS v, (SELECT count(*) FROM audit_events) AS e',
        )
      ).rows[0];
    const before = await count();
    await rig.queries.answer(
      rig.as('manager'),
      question('open', {}, { field: 'text', text: "'; DELETE FROM debtors; --" }),
      at,
    );
    expect(await count()).to.deep.equal(before);
  });
});
