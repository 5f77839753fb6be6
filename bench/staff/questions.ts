import { type CivilDate } from '../../domain/civil-date.ts';
import { type Filter, type Measure, type StaffQuery } from '../../domain/staff/query.ts';
import { type ByHand } from './by-hand.ts';
import { today } from './prepare.ts';

/**
 * A question, and what somebody would write for it: the same rows in the same order and the same totals, of the tenant of the session. `things` is
 * what both are read from as `x`; where the rows are the totals there is none.
 */
export type Question = {
  readonly name: string;
  readonly query: StaffQuery;
  readonly columns: readonly string[]; // of the answer, as the statement gives them
  readonly byHand: ByHand;
};

function ask(measure: Measure, of: Partial<StaffQuery>, ...filters: readonly Filter[]): StaffQuery {
  return { measure, filters, groupBy: null, order: null, limit: null, offset: 0, asOf: null, ...of };
}

const day = (text: string): CivilDate => text as CivilDate;
const since = (days: number): Filter => ({ field: 'days-overdue', range: { min: days, max: null } });
const over = (min: number): Filter => ({ field: 'amount', range: { min, max: null }, currency: 'EUR' });
const between = (field: 'paid' | 'promised' | 'opened', min: string, max: string): Filter => ({
  field,
  range: { min: day(min), max: day(max) },
});

const open = `l.closed IS NULL AND l.settled_minor < l.amount_minor AND (l.time_barred_from IS NULL OR l.time_barred_from > '${today}')`;
const rest = 'l.amount_minor - l.settled_minor';

const more = `greatest(0, max(date '${today}' - l.due)) AS late, count(*) AS n`;

/** Accounts with what they owe of some lines: the ten largest, and all of them together. */
function accounts(where: string, having = ''): ByHand {
  return {
    things: `SELECT l.debtor_id, l.currency, sum(${rest})::bigint AS minor, ${more} FROM due_lines l WHERE ${open} AND ${where} GROUP BY 1, 2 ${having}`,
    rows: `SELECT d.reference, p.minor, p.late, p.n, d.city, d.sales_owner FROM (SELECT * FROM x ORDER BY minor DESC, currency, debtor_id LIMIT 10) p JOIN debtors d ON d.id = p.debtor_id
      ORDER BY p.minor DESC, p.currency, p.debtor_id`,
    totals: { cells: 'sum(x.minor)::bigint, count(*), sum(x.n)::bigint', by: 'GROUP BY x.currency' },
  };
}

const never = `l.debtor_id NOT IN (SELECT n.debtor_id FROM notices n WHERE n.status IN ('sent', 'counted') AND n.outlet <> 'desk' UNION ALL SELECT c.debtor_id FROM contact_log c WHERE c.direction = 'out')`;
const named = `l.debtor_id IN (SELECT d.id FROM debtors d WHERE (' ' || d.name_key LIKE '% durand%' AND ' ' || d.name_key LIKE '% 004%') OR d.reference_key LIKE 'DURAND 004%'
  OR d.id IN (SELECT v.debtor_id FROM invoices v WHERE v.number_key LIKE 'DURAND 004%'))`;
const ages = [
  `l.due >= '${today}'`,
  `l.due < '${today}' AND l.due >= date '${today}' - 30`,
  `l.due < date '${today}' - 30 AND l.due >= date '${today}' - 60`,
  `l.due < date '${today}' - 60 AND l.due >= date '${today}' - 90`,
  `l.due < date '${today}' - 90`,
].map((age) => `sum(${rest}) FILTER (WHERE ${age})::bigint`);

const ofAccounts = ['account', 'overdue', 'oldest', 'lines', 'city', 'owner'] as const;

/** Twelve typical questions. */
export const questions: readonly Question[] = [
  {
    name: 'over 5 000 € for more than 60 days, in Lyon',
    query: ask('overdue', { groupBy: 'account' }, since(61), over(500_000), {
      field: 'city',
      oneOf: ['Lyon'],
      not: false,
    }),
    columns: ofAccounts,
    byHand: accounts(
      `l.due < date '${today}' - 60 AND l.currency = 'EUR' AND l.debtor_id IN (SELECT d.id FROM debtors d WHERE d.city_key = 'lyon')`,
      `HAVING sum(${rest}) >= 500000`,
    ),
  },
  {
    name: 'the ten largest of more than 90 days',
    query: ask('overdue', { groupBy: 'account', limit: 10 }, since(91)),
    columns: ofAccounts,
    byHand: accounts(`l.due < date '${today}' - 90`),
  },
  {
    name: 'overdue by segment',
    query: ask('overdue', { groupBy: 'segment' }),
    columns: ['segment', 'overdue', 'oldest', 'accounts', 'lines'],
    byHand: {
      things: `SELECT d.segment, o.currency, sum(o.minor)::bigint AS minor, max(o.late) AS late, count(*) AS accounts, sum(o.n)::bigint AS n FROM (
          SELECT l.debtor_id, l.currency, sum(${rest})::bigint AS minor, ${more} FROM due_lines l WHERE ${open} AND l.due < '${today}' GROUP BY 1, 2) o JOIN debtors d ON d.id = o.debtor_id GROUP BY 1, 2`,
      rows: 'SELECT x.segment, x.minor, x.late, x.accounts, x.n FROM x ORDER BY x.minor DESC',
      totals: { cells: 'sum(x.minor)::bigint, sum(x.accounts)::bigint, sum(x.n)::bigint', by: 'GROUP BY x.currency' },
    },
  },
  {
    name: 'ageing of the whole portfolio',
    query: ask('ageing', {}),
    columns: [
      'bucket:not-due',
      'bucket:1-30',
      'bucket:31-60',
      'bucket:61-90',
      'bucket:over-90',
      'open',
      'accounts',
      'lines',
    ],
    byHand: {
      rows: `SELECT ${ages.join(', ')}, sum(${rest})::bigint, count(DISTINCT l.debtor_id), count(*) FROM due_lines l WHERE ${open} GROUP BY l.currency`,
    },
  },
  {
    name: 'promises of the week',
    query: ask('promises', { groupBy: 'promise' }, between('promised', '2026-11-30', '2026-12-06')),
    columns: ['account', 'made', 'due', 'status', 'amount'],
    byHand: {
      things: `SELECT p.* FROM promises p WHERE p.due BETWEEN '2026-11-30' AND '2026-12-06' AND p.status <> 'withdrawn'`,
      rows: `SELECT d.reference, p.made_on, p.due, p.status, p.amount_minor FROM (SELECT * FROM x ORDER BY due DESC, currency, id LIMIT 10) p JOIN debtors d ON d.id = p.debtor_id
        ORDER BY p.due DESC, p.currency, p.id`,
      totals: {
        cells: 'sum(x.amount_minor)::bigint, count(DISTINCT x.debtor_id), count(*)',
        by: 'GROUP BY x.currency',
      },
    },
  },
  {
    name: 'broken promises of November by owner',
    query: ask('promises', { groupBy: 'owner' }, between('promised', '2026-11-01', '2026-11-30'), {
      field: 'promise-status',
      oneOf: ['broken'],
      not: false,
    }),
    columns: ['owner', 'amount', 'accounts', 'promises'],
    byHand: {
      things: `SELECT d.sales_owner, p.currency, sum(p.amount_minor)::bigint AS minor, count(DISTINCT d.id) AS accounts, count(*) AS n FROM promises p JOIN debtors d ON d.id = p.debtor_id
        WHERE p.status = 'broken' AND p.due BETWEEN '2026-11-01' AND '2026-11-30' GROUP BY 1, 2`,
      rows: 'SELECT x.sales_owner, x.minor, x.accounts, x.n FROM x ORDER BY x.minor DESC',
      totals: { cells: 'sum(x.minor)::bigint, sum(x.accounts)::bigint, sum(x.n)::bigint', by: 'GROUP BY x.currency' },
    },
  },
  {
    name: 'collected in October',
    query: ask('collected', {}, between('paid', '2026-10-01', '2026-10-31')),
    columns: ['collected', 'accounts', 'payments'],
    byHand: {
      rows: `SELECT sum(p.amount_minor)::bigint, count(DISTINCT p.debtor_id), count(*) FROM payments p
        WHERE p.status = 'settled' AND p.ended_on IS NULL AND p.value_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY p.currency`,
    },
  },
  {
    name: 'disputes open for more than 15 days',
    query: ask(
      'disputes',
      { groupBy: 'dispute', order: { by: 'amount', descending: true } },
      { field: 'age-days', range: { min: 16, max: null } },
    ),
    columns: ['account', 'invoice', 'reason', 'status', 'opened', 'answer-by', 'amount'],
    byHand: {
      things: `SELECT * FROM disputes WHERE status IN ('open', 'investigating') AND opened_on < date '${today}' - 15 AND reason NOT IN ('already-paid', 'number-missing')`,
      rows: `SELECT d.reference, v.number, p.reason, p.status, p.opened_on, p.answer_by, p.amount_minor FROM (SELECT * FROM x ORDER BY amount_minor DESC, currency, id LIMIT 10) p
        JOIN due_lines l ON l.id = p.line_id JOIN invoices v ON v.id = l.invoice_id JOIN debtors d ON d.id = p.debtor_id ORDER BY p.amount_minor DESC, p.currency, p.id`,
      totals: {
        cells: 'sum(x.amount_minor)::bigint, count(DISTINCT x.debtor_id), count(*)',
        by: 'GROUP BY x.currency',
      },
    },
  },
  {
    name: 'never reminded, over 1 000 € late',
    query: ask('overdue', { groupBy: 'account' }, over(100_000), { field: 'has', what: 'contact', not: true }),
    columns: ofAccounts,
    byHand: accounts(`l.due < '${today}' AND l.currency = 'EUR' AND ${never}`, `HAVING sum(${rest}) >= 100000`),
  },
  {
    name: 'Durand 004',
    query: ask('open', { groupBy: 'account' }, { field: 'text', text: 'Durand 004' }),
    columns: ['account', 'open', 'oldest', 'lines', 'city', 'owner'],
    byHand: accounts(named),
  },
  {
    name: 'disputed by reason',
    query: ask('disputed', { groupBy: 'reason' }),
    columns: ['reason', 'disputed', 'oldest', 'accounts', 'lines'],
    byHand: {
      things: `SELECT c.reason, c.debtor_id, c.currency, sum(least(${rest}, c.minor))::bigint AS minor, ${more} FROM (SELECT line_id, debtor_id, currency, reason, sum(amount_minor) AS minor FROM disputes
          WHERE status IN ('open', 'investigating') AND reason NOT IN ('already-paid', 'number-missing') GROUP BY 1, 2, 3, 4) c JOIN due_lines l ON l.id = c.line_id WHERE ${open} GROUP BY 1, 2, 3`,
      rows: 'SELECT x.reason, sum(x.minor)::bigint, max(x.late), count(*), sum(x.n)::bigint FROM x GROUP BY x.reason, x.currency ORDER BY 2 DESC',
      totals: {
        cells: 'sum(x.minor)::bigint, count(DISTINCT x.debtor_id), sum(x.n)::bigint',
        by: 'GROUP BY x.currency',
      },
    },
  },
  {
    name: 'on hold, and why',
    query: ask('holds', { groupBy: 'reason' }),
    columns: ['reason', 'accounts', 'holds'],
    byHand: {
      things: `SELECT h.reason, h.debtor_id, count(*) AS n FROM holds h WHERE h.from_on <= '${today}' AND (h.until_on IS NULL OR h.until_on > '${today}') GROUP BY 1, 2`,
      rows: 'SELECT x.reason, count(*), sum(x.n)::bigint FROM x GROUP BY 1 ORDER BY 3 DESC, 1',
      totals: { cells: 'count(DISTINCT x.debtor_id), sum(x.n)::bigint', by: '' },
    },
  },
];

/** Questions beside these: nobody would write them as one statement. */
export const others: readonly Omit<Question, 'columns' | 'byHand'>[] = [
  { name: 'whom to call first', query: ask('priority', {}) },
  { name: 'what changed since yesterday', query: ask('changes', {}) },
  { name: 'DSO of six months', query: ask('dso', { groupBy: 'month' }) },
  { name: 'ageing at the end of June', query: ask('ageing', { asOf: day('2026-06-30') }) },
];

/** What people write to find an account: a name, a part of one, one that is misspelt, an invoice and one that nobody has. */
export const names = ['Lefebvre 000420', 'durand 0042', 'Lefevbre 000420', 'I42007', 'Zzyzx'] as const;
