import { type CivilDate } from '../../domain/civil-date.ts';
import { type Filter, type Measure, type StaffQuery } from '../../domain/staff/query.ts';
import { today } from './prepare.ts';

/** A question, and the statement that somebody would write for it: the same rows, in the same order, of the tenant of the session. */
export type Question = {
  readonly name: string;
  readonly query: StaffQuery;
  readonly columns: readonly string[]; // of the answer, as the statement gives them
  readonly byHand: string;
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

const more = `greatest(0, max(date '${today}' - l.due)) AS late, count(*)::int AS n`;

/** Twelve typical questions. */
export const questions: readonly Question[] = [
  {
    name: 'over 5 000 € for more than 60 days, in Lyon',
    query: ask('overdue', { groupBy: 'account' }, since(61), over(500_000), {
      field: 'city',
      oneOf: ['Lyon'],
      not: false,
    }),
    columns: ['account', 'overdue', 'oldest', 'lines', 'city', 'owner'],
    byHand: `SELECT d.reference, x.minor, x.late, x.n, d.city, d.sales_owner FROM (SELECT l.debtor_id, sum(${rest})::bigint AS minor, ${more} FROM due_lines l JOIN debtors d ON d.id = l.debtor_id
      WHERE ${open} AND l.due < date '${today}' - 60 AND l.currency = 'EUR' AND d.city_key = 'lyon' GROUP BY 1 HAVING sum(${rest}) >= 500000) x JOIN debtors d ON d.id = x.debtor_id
      ORDER BY x.minor DESC, x.debtor_id LIMIT 10`,
  },
  {
    name: 'the ten largest of more than 90 days',
    query: ask('overdue', { groupBy: 'account', limit: 10 }, since(91)),
    columns: ['account', 'overdue', 'oldest', 'lines', 'city', 'owner'],
    byHand: `SELECT d.reference, x.minor, x.late, x.n, d.city, d.sales_owner FROM (SELECT l.debtor_id, l.currency, sum(${rest})::bigint AS minor, ${more} FROM due_lines l WHERE ${open} AND l.due < date '${today}' - 90 GROUP BY 1, 2
      ORDER BY minor DESC, 2, 1 LIMIT 10) x JOIN debtors d ON d.id = x.debtor_id ORDER BY x.minor DESC, x.currency, x.debtor_id`,
  },
  {
    name: 'overdue by segment',
    query: ask('overdue', { groupBy: 'segment' }),
    columns: ['segment', 'overdue', 'accounts', 'lines'],
    byHand: `SELECT d.segment, sum(x.minor)::bigint, count(*)::int, sum(x.n)::int FROM (SELECT l.debtor_id, l.currency, sum(${rest})::bigint AS minor, count(*) AS n FROM due_lines l
      WHERE ${open} AND l.due < '${today}' GROUP BY 1, 2) x JOIN debtors d ON d.id = x.debtor_id GROUP BY d.segment, x.currency ORDER BY 2 DESC`,
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
    byHand: `SELECT sum(${rest}) FILTER (WHERE l.due >= '${today}')::bigint, sum(${rest}) FILTER (WHERE l.due < '${today}' AND l.due >= date '${today}' - 30)::bigint,
      sum(${rest}) FILTER (WHERE l.due < date '${today}' - 30 AND l.due >= date '${today}' - 60)::bigint, sum(${rest}) FILTER (WHERE l.due < date '${today}' - 60 AND l.due >= date '${today}' - 90)::bigint,
      sum(${rest}) FILTER (WHERE l.due < date '${today}' - 90)::bigint, sum(${rest})::bigint, count(DISTINCT l.debtor_id)::int, count(*)::int FROM due_lines l WHERE ${open} GROUP BY l.currency`,
  },
  {
    name: 'promises of the week',
    query: ask('promises', { groupBy: 'promise' }, between('promised', '2026-11-30', '2026-12-06')),
    columns: ['account', 'due', 'status', 'amount'],
    byHand: `SELECT d.reference, p.due, p.status, p.amount_minor FROM promises p JOIN debtors d ON d.id = p.debtor_id WHERE p.due BETWEEN '2026-11-30' AND '2026-12-06' AND p.status <> 'withdrawn'
      ORDER BY p.due DESC, p.currency, p.id LIMIT 10`,
  },
  {
    name: 'broken promises of November by owner',
    query: ask('promises', { groupBy: 'owner' }, between('promised', '2026-11-01', '2026-11-30'), {
      field: 'promise-status',
      oneOf: ['broken'],
      not: false,
    }),
    columns: ['owner', 'amount', 'promises'],
    byHand: `SELECT d.sales_owner, sum(p.amount_minor)::bigint, count(*)::int FROM promises p JOIN debtors d ON d.id = p.debtor_id
      WHERE p.status = 'broken' AND p.due BETWEEN '2026-11-01' AND '2026-11-30' GROUP BY 1, p.currency ORDER BY 2 DESC`,
  },
  {
    name: 'collected in October',
    query: ask('collected', {}, between('paid', '2026-10-01', '2026-10-31')),
    columns: ['collected', 'accounts', 'payments'],
    byHand: `SELECT sum(p.amount_minor)::bigint, count(DISTINCT p.debtor_id)::int, count(*)::int FROM payments p WHERE p.status = 'settled' AND p.value_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY p.currency`,
  },
  {
    name: 'disputes open for more than 15 days',
    query: ask(
      'disputes',
      { groupBy: 'dispute', order: { by: 'amount', descending: true } },
      { field: 'age-days', range: { min: 16, max: null } },
    ),
    columns: ['account', 'invoice', 'reason', 'opened', 'amount'],
    byHand: `SELECT d.reference, v.number, x.reason, x.opened_on, x.amount_minor FROM (SELECT * FROM disputes WHERE status IN ('open', 'investigating') AND opened_on < date '${today}' - 15
      AND reason NOT IN ('already-paid', 'number-missing') ORDER BY amount_minor DESC, currency, id LIMIT 10) x JOIN due_lines l ON l.id = x.line_id JOIN invoices v ON v.id = l.invoice_id JOIN debtors d ON d.id = x.debtor_id
      ORDER BY x.amount_minor DESC, x.currency, x.id`,
  },
  {
    name: 'never reminded, over 1 000 € late',
    query: ask('overdue', { groupBy: 'account' }, over(100_000), { field: 'has', what: 'contact', not: true }),
    columns: ['account', 'overdue', 'oldest', 'lines', 'city', 'owner'],
    byHand: `SELECT d.reference, x.minor, x.late, x.n, d.city, d.sales_owner FROM (SELECT l.debtor_id, sum(${rest})::bigint AS minor, ${more} FROM due_lines l WHERE ${open} AND l.due < '${today}' AND l.currency = 'EUR'
      AND l.debtor_id NOT IN (SELECT n.debtor_id FROM notices n WHERE n.status IN ('sent', 'counted') AND n.outlet <> 'desk' UNION ALL SELECT c.debtor_id FROM contact_log c WHERE c.direction = 'out')
      GROUP BY 1 HAVING sum(${rest}) >= 100000 ORDER BY minor DESC, 1 LIMIT 10) x JOIN debtors d ON d.id = x.debtor_id ORDER BY x.minor DESC, x.debtor_id`,
  },
  {
    name: 'Durand 004',
    query: ask('open', { groupBy: 'account' }, { field: 'text', text: 'Durand 004' }),
    columns: ['account', 'open', 'oldest', 'lines', 'city', 'owner'],
    byHand: `SELECT d.reference, x.minor, x.late, x.n, d.city, d.sales_owner FROM (SELECT l.debtor_id, l.currency, sum(${rest})::bigint AS minor, ${more} FROM due_lines l WHERE ${open} AND l.debtor_id IN (
        SELECT d.id FROM debtors d WHERE (' ' || d.name_key LIKE '% durand%' AND ' ' || d.name_key LIKE '% 004%') OR d.reference_key LIKE 'DURAND 004%'
          OR d.id IN (SELECT v.debtor_id FROM invoices v WHERE v.number_key LIKE 'DURAND 004%'))
      GROUP BY 1, 2 ORDER BY minor DESC, 2, 1 LIMIT 10) x JOIN debtors d ON d.id = x.debtor_id ORDER BY x.minor DESC, x.currency, x.debtor_id`,
  },
  {
    name: 'disputed by reason',
    query: ask('disputed', { groupBy: 'reason' }),
    columns: ['reason', 'disputed', 'accounts'],
    byHand: `SELECT x.reason, sum(least(${rest}, x.minor))::bigint, count(DISTINCT x.debtor_id)::int FROM (SELECT line_id, debtor_id, currency, reason, sum(amount_minor) AS minor FROM disputes
        WHERE status IN ('open', 'investigating') AND reason NOT IN ('already-paid', 'number-missing') GROUP BY 1, 2, 3, 4) x JOIN due_lines l ON l.id = x.line_id WHERE ${open} GROUP BY x.reason, x.currency ORDER BY 2 DESC`,
  },
  {
    name: 'on hold, and why',
    query: ask('holds', { groupBy: 'reason' }),
    columns: ['reason', 'accounts', 'holds'],
    byHand: `SELECT h.reason, count(DISTINCT h.debtor_id)::int, count(*)::int FROM holds h WHERE h.from_on <= '${today}' AND (h.until_on IS NULL OR h.until_on > '${today}') GROUP BY 1 ORDER BY 3 DESC, 1`,
  },
];

/** Questions beside these: nobody would write them as one statement. */
export const others: readonly Omit<Question, 'columns' | 'byHand'>[] = [
  { name: 'whom to call first', query: ask('priority', {}) },
  { name: 'what changed since yesterday', query: ask('changes', {}) },
  { name: 'DSO of six months', query: ask('dso', { groupBy: 'month' }) },
  { name: 'ageing at the end of June', query: ask('ageing', { asOf: day('2026-06-30') }) },
];
