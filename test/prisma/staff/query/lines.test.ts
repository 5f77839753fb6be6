import { expect } from 'chai';
import { addDays, type CivilDate, partsOf } from '../../../../domain/civil-date.ts';
import { type Filter, type Grouping, type Measure, type StaffQuery } from '../../../../domain/staff/query.ts';
import { frenchRegionOf } from '../../../../domain/staff/french-regions.ts';
import { isHeld, type LineFact, lineFacts, sums } from './line-facts.ts';
import { openQueryRig, question, type QueryRig, today } from './query-rig.ts';
import { amounts, column, said } from './rows.ts';

type Part = 'open' | 'overdue' | 'disputed' | 'promised' | 'planned';

const over = (min: number, currency: string | null = 'EUR'): Filter => ({
  field: 'amount',
  range: { min, max: null },
  currency,
});
const late = (min: number, max: number | null = null): Filter => ({ field: 'days-overdue', range: { min, max } });
const one = (field: Extract<Filter, { oneOf: readonly string[] }>['field'], ...oneOf: string[]): Filter => ({
  field,
  oneOf,
  not: false,
});
const none = (field: Extract<Filter, { oneOf: readonly string[] }>['field'], ...oneOf: string[]): Filter => ({
  field,
  oneOf,
  not: true,
});
const has = (what: Extract<Filter, { field: 'has' }>['what'], not = false): Filter => ({ field: 'has', what, not });
const due = (min: string | null, max: string | null): Filter => ({
  field: 'due',
  range: { min: min as CivilDate | null, max: max as CivilDate | null },
});

const byAccount = (fact: LineFact): string => fact.account.debtor.reference;
const region = ({ debtor, account }: LineFact): string =>
  (account.debtor.country === 'FR' ? frenchRegionOf(debtor.postcode ?? '') : null) ?? '-';
const month = ({ due: day }: LineFact): string => `${day.slice(0, 7)}-01`;
const quarter = ({ due: day }: LineFact): string =>
  `${day.slice(0, 4)}-${String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, '0')}-01`;
const week = ({ due: day }: LineFact): string => addDays(day, 1 - partsOf(day).weekday);

/** Only accounts whose lines, as they are left, sum to so much in a currency. */
const accountsOver =
  (min: number, currency: string, part: Part) =>
  (facts: readonly LineFact[]): readonly LineFact[] => {
    const whole = sums(facts, byAccount, (fact) => fact[part]);
    return facts.filter((fact) => fact.currency === currency && (whole[`${byAccount(fact)} ${currency}`] ?? 0) >= min);
  };

type Case = {
  readonly name: string;
  readonly measure: Measure;
  readonly by?: Grouping;
  readonly filters?: readonly Filter[];
  readonly of?: Partial<StaffQuery>;
  readonly part?: Part; // what is summed: the measure, where it is one
  readonly key?: (fact: LineFact) => string;
  readonly where?: (fact: LineFact) => boolean;
  readonly left?: (facts: readonly LineFact[]) => readonly LineFact[];
};

const lyon = (fact: LineFact): boolean => fact.city === 'Lyon';

const cases: readonly Case[] = [
  { name: 'what is open', measure: 'open' },
  { name: 'what is overdue', measure: 'overdue' },
  { name: 'what is disputed', measure: 'disputed' },
  { name: 'what is promised', measure: 'promised' },
  { name: 'what is planned', measure: 'planned' },
  { name: 'open by account', measure: 'open', by: 'account', key: byAccount },
  { name: 'overdue by account', measure: 'overdue', by: 'account', key: byAccount },
  { name: 'disputed by account', measure: 'disputed', by: 'account', key: byAccount },
  { name: 'promised by account', measure: 'promised', by: 'account', key: byAccount },
  { name: 'planned by account', measure: 'planned', by: 'account', key: byAccount },
  { name: 'overdue by segment', measure: 'overdue', by: 'segment', key: ({ debtor }) => debtor.segment ?? '-' },
  { name: 'overdue by kind', measure: 'overdue', by: 'kind', key: ({ account }) => account.debtor.kind },
  { name: 'open by city', measure: 'open', by: 'city', key: ({ city }) => city },
  { name: 'open by region', measure: 'open', by: 'region', key: region },
  { name: 'overdue by owner', measure: 'overdue', by: 'owner', key: ({ debtor }) => debtor.owner ?? '-' },
  { name: 'open by bucket', measure: 'open', by: 'bucket', key: ({ bucket }) => bucket },
  { name: 'open by currency', measure: 'open', by: 'currency', key: ({ currency }) => currency },
  { name: 'open by month of falling due', measure: 'open', by: 'month', key: month },
  { name: 'open by quarter', measure: 'open', by: 'quarter', key: quarter },
  {
    name: 'overdue by week',
    measure: 'overdue',
    by: 'week',
    key: week,
    filters: [late(1, 60)],
    where: ({ late: days }) => days >= 1 && days <= 60,
  },
  {
    name: 'open by day, next month',
    measure: 'open',
    by: 'day',
    key: ({ due: day }) => day,
    filters: [due('2026-12-01', '2026-12-31')],
    where: ({ due: day }) => day >= '2026-12-01' && day <= '2026-12-31',
  },
  {
    name: 'who owes more than 5 000 € for more than 60 days in Lyon',
    measure: 'overdue',
    by: 'account',
    key: byAccount,
    filters: [over(500_000), late(60), one('city', 'lyon')],
    where: (fact) => lyon(fact) && fact.late >= 60,
    left: accountsOver(500_000, 'EUR', 'overdue'),
  },
  {
    name: 'who owes more than 50 € for more than 60 days in Lyon',
    measure: 'overdue',
    by: 'account',
    key: byAccount,
    filters: [over(5_000), late(61), one('city', 'LYON CEDEX 03')],
    where: (fact) => lyon(fact) && fact.late >= 61,
    left: accountsOver(5_000, 'EUR', 'overdue'),
  },
  {
    name: 'one district of Lyon',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [one('city', 'Lyon 3e')],
    where: ({ debtor }) => debtor.postcode === '69003',
  },
  {
    name: 'not in Lyon nor Paris',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [none('city', 'Lyon', 'Paris')],
    where: ({ city }) => city !== 'Lyon' && city !== 'Paris',
  },
  {
    name: 'in a region',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [one('region', 'auvergne rhone alpes')],
    where: (fact) => region(fact) === 'Auvergne-Rhône-Alpes',
  },
  {
    name: 'the overdue of one owner',
    measure: 'overdue',
    by: 'account',
    key: byAccount,
    filters: [one('owner', 'marion')],
    where: ({ debtor }) => debtor.owner === 'marion',
  },
  {
    name: 'the overdue of nobody’s accounts',
    measure: 'overdue',
    filters: [one('owner', 'none')],
    where: ({ debtor }) => debtor.owner === null,
  },
  {
    name: 'consumers’ and sole traders’ open lines',
    measure: 'open',
    filters: [one('kind', 'consumer', 'sole-trader')],
    where: ({ account }) => ['consumer', 'sole-trader'].includes(account.debtor.kind),
  },
  {
    name: 'two age classes',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [one('bucket', '31-60', 'over-90')],
    where: ({ bucket }) => bucket === '31-60' || bucket === 'over-90',
  },
  {
    name: 'all age classes but one',
    measure: 'open',
    filters: [none('bucket', 'not-due')],
    where: ({ bucket }) => bucket !== 'not-due',
  },
  {
    name: 'pounds',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [one('currency', 'GBP')],
    where: ({ currency }) => currency === 'GBP',
  },
  {
    name: 'accounts with a dispute',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('dispute')],
    where: ({ account }) =>
      account.disputes.some(
        ({ status, reason }) =>
          (status === 'open' || status === 'investigating') && reason !== 'already-paid' && reason !== 'number-missing',
      ),
  },
  {
    name: 'accounts on hold',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('hold')],
    where: ({ account }) => account.holds.some(({ until, from }) => from <= today && (until === null || until > today)),
  },
  {
    name: 'accounts without a promise',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('promise', true)],
    where: ({ account }) => !account.promises.some(({ status }) => status === 'open'),
  },
  {
    name: 'accounts that broke a promise',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('broken-promise')],
    where: ({ account }) => account.promises.some(({ status }) => status === 'broken'),
  },
  {
    name: 'accounts on a plan',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('plan')],
    where: ({ account }) => account.plans.some(({ status }) => ['accepted', 'active', 'late'].includes(status)),
  },
  {
    name: 'accounts late on a plan',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('late-plan')],
    where: ({ account }) => account.plans.some(({ status }) => status === 'late'),
  },
  {
    name: 'accounts that said stop',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [has('stop')],
    where: ({ account }) => account.points.some(({ optedOut }) => optedOut),
  },
  {
    name: 'disputed by quality',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [one('dispute-reason', 'quality')],
    where: ({ account }) =>
      account.disputes.some(
        ({ status, reason }) => (status === 'open' || status === 'investigating') && reason === 'quality',
      ),
  },
  {
    name: 'lines over 1 000 €',
    measure: 'lines',
    filters: [over(100_000)],
    part: 'open',
    where: ({ open, currency }) => open >= 100_000 && currency === 'EUR',
  },
  {
    name: 'open by segment, of accounts over 10 000 €',
    measure: 'open',
    by: 'segment',
    key: ({ debtor }) => debtor.segment ?? '-',
    filters: [over(1_000_000)],
    left: accountsOver(1_000_000, 'EUR', 'open'),
  },
  {
    name: 'open by age, of accounts over 10 000 €',
    measure: 'open',
    by: 'bucket',
    key: ({ bucket }) => bucket,
    filters: [over(1_000_000)],
    left: accountsOver(1_000_000, 'EUR', 'open'),
  },
  {
    name: 'by a name without its accents',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [{ field: 'text', text: 'modele' }],
    where: ({ account }) => /(^| )modèle/i.test(account.debtor.name),
  },
  {
    name: 'by a reference',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [{ field: 'text', text: 'lum-1005' }],
    where: (fact) => byAccount(fact) === 'LUM-1005',
  },
  {
    name: 'by an invoice number',
    measure: 'open',
    by: 'account',
    key: byAccount,
    filters: [{ field: 'text', text: 'fa-2026-0101' }],
    where: (fact) => byAccount(fact) === 'LUM-1001',
  },
  {
    name: 'open at the end of October',
    measure: 'open',
    by: 'account',
    key: byAccount,
    of: { asOf: '2026-10-31' as CivilDate },
  },
  {
    name: 'overdue in June',
    measure: 'overdue',
    by: 'account',
    key: byAccount,
    of: { asOf: '2026-06-15' as CivilDate },
  },
  {
    name: 'open the day before yesterday',
    measure: 'open',
    by: 'account',
    key: byAccount,
    of: { asOf: '2026-11-29' as CivilDate },
  },
  {
    name: 'ageing a year ago',
    measure: 'open',
    by: 'bucket',
    key: ({ bucket }) => bucket,
    of: { asOf: '2025-12-01' as CivilDate },
  },
];

const firstColumn = (by: Grouping | undefined): string | null => by ?? null;
const columnOf: Partial<Record<Measure, string>> = { lines: 'open' };

describe('prisma: staff questions about open lines', () => {
  let rig: QueryRig;

  before(async () => {
    rig = await openQueryRig();
  });
  after(() => rig.database.drop());

  for (const {
    name,
    measure,
    by,
    filters = [],
    of = {},
    part,
    key = () => 'all',
    where = () => true,
    left = (facts: readonly LineFact[]) => facts,
  } of cases) {
    it(`${name}: as the ledger of each account adds up`, async () => {
      const answer = await rig.ask({ ...question(measure, { groupBy: by ?? null, limit: 5000, ...of }), filters });
      const wanted = part ?? (measure as Part);
      const facts = lineFacts(rig, of.asOf ?? today).filter((fact) => fact[wanted] > 0);
      const expected = sums(left(facts.filter(where)), key, (fact) => fact[wanted]);
      expect(amounts(answer, columnOf[measure] ?? measure, firstColumn(by))).to.deep.equal(expected);
      const totals = answer.totals.filter((total) => total.key === (columnOf[measure] ?? measure));
      const whole = sums(
        left(facts.filter(where)),
        () => 'all',
        (fact) => fact[wanted],
      );
      expect(
        Object.fromEntries(
          totals.map(({ cell }) => (cell.kind === 'money' ? [`all ${cell.money.currency}`, cell.money.minor] : [])),
        ),
      ).to.deep.equal(whole);
      expect(answer.count).to.equal(answer.rows.length);
    });
  }

  it('some of these questions find something, and none finds all', async () => {
    const empty: string[] = [];
    for (const { name, measure, by, filters = [], of = {} } of cases) {
      const answer = await rig.ask({ ...question(measure, { groupBy: by ?? null, limit: 5000, ...of }), filters });
      if (answer.count === 0) empty.push(name);
    }
    expect(empty).to.deep.equal(['who owes more than 5 000 € for more than 60 days in Lyon']);
  });

  it('age classes sum to what is open, in each currency', async () => {
    const { ageing, totals } = await rig.ask(question('ageing'));
    for (const { cell } of totals) {
      if (cell.kind !== 'money') continue;
      const ofIt = ageing.filter(({ money }) => money.currency === cell.money.currency);
      expect(ofIt.map(({ bucket }) => bucket)).to.deep.equal(['not-due', '1-30', '31-60', '61-90', 'over-90']);
      expect(ofIt.reduce((sum, { money }) => sum + money.minor, 0)).to.equal(cell.money.minor);
    }
  });

  it('a line comes with its invoice, its days and its level', async () => {
    const answer = await rig.ask(question('overdue', { groupBy: 'line', limit: 5000 }));
    const facts = lineFacts(rig, today).filter(({ overdue }) => overdue > 0);
    const rows = answer.rows.map((row) => row.slice(0, 4).map(said).join(' ')).toSorted();
    expect(rows).to.deep.equal(
      facts.map((fact) => `${byAccount(fact)} ${fact.invoice} ${fact.due} ${fact.late}`).toSorted(),
    );
    expect(new Set(column(answer, 'level').map(said))).to.deep.equal(new Set(['friendly', 'firm', '-']));
  });

  it('lines at a level, by its id or its number, and lines that have none', async () => {
    const { rows } = await rig.database.ownerPool.query<{ line_id: string; level_id: string }>(
      'SELECT line_id, level_id FROM reminders',
    );
    const levelOf = new Map(rows.map(({ line_id: line, level_id: level }) => [line, level]));
    const facts = lineFacts(rig, today);
    const open = async (filter: Filter): Promise<unknown> =>
      amounts(await rig.ask(question('open', {}, filter)), 'open', null);
    const at = (level: string | undefined): unknown =>
      sums(
        facts.filter(({ id }) => levelOf.get(id) === level),
        () => 'all',
        (fact) => fact.open,
      );
    expect(await open(one('level', 'friendly'))).to.deep.equal(at('friendly'));
    expect(await open(one('level', '2'))).to.deep.equal(at('firm'));
    expect(await open(one('level', 'none'))).to.deep.equal(at(undefined));
    expect(await open(none('level', 'friendly', 'firm'))).to.deep.equal(at(undefined));
  });

  it('never reminded, with more than 1 000 € overdue', async () => {
    const { rows } = await rig.database.ownerPool.query<{ debtor_id: string }>(
      'SELECT debtor_id FROM notices UNION SELECT debtor_id FROM contact_log',
    );
    const spoken = new Set(rows.map(({ debtor_id: id }) => id));
    const facts = lineFacts(rig, today).filter(({ debtor }) => !spoken.has(debtor.id));
    const expected = sums(accountsOver(100_000, 'EUR', 'overdue')(facts), byAccount, (fact) => fact.overdue);
    const answer = await rig.ask(
      question('overdue', { groupBy: 'account', limit: 5000 }, has('contact', true), over(100_000)),
    );
    expect(amounts(answer, 'overdue', 'account')).to.deep.equal(expected);
    expect(answer.count).to.be.above(0);
  });

  it('held lines one by one, where lines are asked for', async () => {
    const answer = await rig.ask(question('lines', { groupBy: 'line', limit: 5000 }, has('hold')));
    const expected = lineFacts(rig, today)
      .filter((fact) => isHeld(fact, today))
      .map(({ invoice }) => invoice)
      .toSorted();
    expect(column(answer, 'invoice').map(said).toSorted()).to.deep.equal(expected);
  });

  it('pages go on where the one before ended, in the order that is asked for', async () => {
    const page = async (offset: number): Promise<readonly string[]> =>
      column(
        await rig.ask(
          question('overdue', {
            groupBy: 'account',
            limit: 7,
            offset,
            order: { by: 'days-overdue', descending: true },
          }),
        ),
        'account',
      ).map(said);
    const all = await rig.ask(
      question('overdue', { groupBy: 'account', limit: 5000, order: { by: 'days-overdue', descending: true } }),
    );
    expect([...(await page(0)), ...(await page(7)), ...(await page(14))]).to.deep.equal(
      column(all, 'account').map(said).slice(0, 21),
    );
    const days = column(all, 'oldest').map((cell) => (cell?.kind === 'days' ? cell.days : 0));
    expect(days).to.deep.equal(days.toSorted((a, b) => b - a));
  });

  it('what is disputed by reason is all that is disputed', async () => {
    const answer = await rig.ask(question('disputed', { groupBy: 'reason', limit: 100 }));
    const total = sums(
      lineFacts(rig, today),
      () => 'all',
      (fact) => fact.disputed,
    );
    const byCurrency: Record<string, number> = {};
    for (const cell of column(answer, 'disputed'))
      if (cell?.kind === 'money')
        byCurrency[`all ${cell.money.currency}`] = (byCurrency[`all ${cell.money.currency}`] ?? 0) + cell.money.minor;
    expect(byCurrency).to.deep.equal(total);
  });
});
