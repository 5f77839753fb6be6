import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { invariant } from '../../../../domain/errors.ts';
import { type StaffAnswer } from '../../../../domain/staff/answer.ts';
import { type StaffQuery } from '../../../../domain/staff/query.ts';
import { refine } from '../../../../domain/staff/refine.ts';
import { type StaffScope } from '../../../../domain/staff/staff-scope.ts';
import { type StaffVocabulary } from '../../../../domain/staff/vocabulary.ts';
import { makeStaffQueries, type StaffQueries } from '../../../../prisma/staff/query/make-staff-queries.ts';
import { makeReadStaff } from '../../../../understanding/staff/make-read-staff.ts';
import { followUps, type Question, questions } from '../../../understanding/staff/questions.ts';
import { column, said } from '../query/rows.ts';
import { agreedExpected } from './agreed.ts';
import { type Expected } from './apart.ts';
import { followedExpected, followUpKey } from './followed.ts';
import { happenedExpected } from './happened.ts';
import { moneyExpected } from './money.ts';
import { owedExpected } from './owed.ts';
import { ratiosExpected } from './ratios.ts';
import { openWorld, today, type World } from './world.ts';

const all: readonly Expected[] = [
  ...[...owedExpected, ...ratiosExpected, ...moneyExpected, ...agreedExpected, ...happenedExpected],
];
const byText = (of: readonly Expected[]): ReadonlyMap<string, Expected> =>
  new Map(of.flatMap((one) => one.texts.map((text) => [text, one] as const)));
const expected = byText(all);
const followed = byText(followedExpected);
const readStaff = makeReadStaff({});

/** Every row of the statement, as cells are said. */
async function rowsApart({ database, creditorId }: World, { sql }: Expected): Promise<readonly string[]> {
  const { rows } = await database.ownerPool.query<(string | number | null)[]>({
    text: sql,
    rowMode: 'array',
    values: [creditorId],
  });
  return rows.map((row) => row.map((cell) => cell ?? '-').join(' | '));
}

function shown(answer: StaffAnswer, { columns }: Expected): readonly string[] {
  const cells = columns.map((key) => column(answer, key).map(said));
  return answer.rows.map((_, row) => cells.map((of) => of[row]).join(' | '));
}

/** The sums of a column of amounts in each currency. */
function sumsOf(rows: readonly string[], at: number): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const row of rows) {
    const [minor = '', currency = ''] = row.split(' | ')[at]?.split(' ') ?? [];
    if (currency !== '') found[currency] = (found[currency] ?? 0) + Number(minor);
  }
  return found;
}

function totalsOf({ totals }: StaffAnswer, key: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    totals.flatMap((total) =>
      total.key === key && total.cell.kind === 'money' ? [[total.cell.money.currency, total.cell.money.minor]] : [],
    ),
  );
}

const summed = ['open', 'overdue', 'disputed', 'promised', 'planned', 'collected', 'invoiced', 'amount'];
const withoutSums = new Set(['changes', 'dso', 'best-dso', 'add', 'cei', 'concentration']);

describe('prisma: each question of staff, against rows found apart', () => {
  let world: World;
  let queries: StaffQueries;
  let scope: StaffScope;
  let vocabulary: StaffVocabulary;
  const found: number[] = [];

  before(async () => {
    world = await openWorld();
    queries = makeStaffQueries({ pool: world.database.pool });
    const who = { id: randomUUID(), handle: 'camille', name: 'Camille', roles: ['manager'], disabled: false } as const;
    scope = { creditorId: world.creditorId, who };
    vocabulary = await queries.vocabulary(scope);
  });
  after(() => world.database.drop());

  const answer = async (query: StaffQuery): Promise<StaffAnswer> => {
    const answered = await queries.answer(scope, query, { today, now: Date.parse(`${today}T09:00:00Z`) });
    invariant('columns' in answered, `the question has an answer: ${JSON.stringify(answered)}`);
    return answered;
  };

  /** What the words mean, read here as a message of staff is, after the question before. */
  const read = async ({ text, language, after: previous }: Question): Promise<StaffQuery> => {
    const { command } = await readStaff(text, { today, language, currency: 'EUR', previous, vocabulary });
    if (command.kind === 'refine' && previous !== null) return refine(previous, command.by);
    invariant(command.kind === 'query', `it is read as a question: ${JSON.stringify(command)}`);
    return command.query;
  };

  /** All pages of an answer, as "the next ten" turns them; a question that says how many has one. */
  const pages = async (query: StaffQuery): Promise<readonly StaffAnswer[]> => {
    const answers = [await answer(query)];
    const [first] = answers;
    invariant(first !== undefined, 'there is a first page');
    for (let at = first.rows.length; query.limit === null && at > 0 && at < first.count; at += first.rows.length)
      answers.push(await answer({ ...query, offset: at }));
    return answers;
  };

  const check = async (question: Question, of: Expected | undefined): Promise<void> => {
    invariant(of !== undefined, 'every question has a statement of its own');
    const query = await read(question);
    const answers = await pages(query);
    const [first] = answers;
    invariant(first !== undefined, 'there is a first page');
    const theirs = await rowsApart(world, of);
    found.push(theirs.length);
    expect(first.columns.map(({ key }) => key)).to.deep.equal(of.columns);
    expect(answers.flatMap((page) => shown(page, of))).to.deep.equal(theirs.slice(0, of.most ?? theirs.length));
    expect(first.count).to.equal(theirs.length);
    const key = of.columns.find((name) => summed.includes(name));
    if (key === undefined || withoutSums.has(query.measure)) return;
    expect(totalsOf(first, key)).to.deep.equal(sumsOf(theirs, of.columns.indexOf(key)));
  };

  for (const question of questions) it(question.text, () => check(question, expected.get(question.text)));

  for (const question of followUps) {
    const key = followUpKey(question.text, question.after);
    it(`then: ${key}`, () => check(question, followed.get(key)));
  }

  it('what is contested for one reason is its part of all that is contested', async () => {
    const contested = { field: 'dispute-reason', not: false } as const;
    const plain = { measure: 'disputed', order: null, limit: null, offset: 0, asOf: null } as const;
    const rows = column(await answer({ ...plain, filters: [], groupBy: 'reason' }), 'reason').map(said);
    const amounts = await Promise.all(
      [...new Set(rows)].map(async (reason) => {
        const all = await answer({ ...plain, filters: [], groupBy: 'reason' });
        const one = await answer({
          ...plain,
          filters: [{ ...contested, oneOf: [reason === '-' ? 'none' : reason] }],
          groupBy: null,
        });
        const part = all.rows.filter((row) => said(row[0]) === reason).map((row) => row.slice(1).map(said));
        return [reason, part, one.rows.map((row) => row.map(said))] as const;
      }),
    );
    expect(amounts.length).to.be.at.least(4);
    for (const [reason, part, one] of amounts) expect(one, reason).to.have.deep.members(part);
  });

  it('has a statement for each, none for what nobody asks, and nearly all find something', () => {
    expect([...expected.keys()].toSorted()).to.deep.equal(questions.map(({ text }) => text).toSorted());
    expect([...followed.keys()].toSorted()).to.deep.equal(
      followUps.map(({ text, after: previous }) => followUpKey(text, previous)).toSorted(),
    );
    expect(found.length).to.equal(questions.length + followUps.length);
    expect(questions.length).to.be.at.least(150);
    expect(found.filter((count) => count > 0).length).to.be.at.least(Math.ceil((2 / 3) * found.length));
    expect(found.reduce((sum, count) => sum + count, 0)).to.be.at.least(4000);
  });
});
