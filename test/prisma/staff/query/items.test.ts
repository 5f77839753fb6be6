import { expect } from 'chai';
import { type Filter, type StaffQuery } from '../../../../domain/staff/query.ts';
import { openQueryRig, question, type QueryRig, today } from './query-rig.ts';
import { column, said } from './rows.ts';

const days = (
  field: 'paid' | 'issued' | 'promised' | 'opened' | 'contacted' | 'due',
  min: string | null,
  max: string | null,
): Filter => ({ field, range: { min, max } }) as Filter;
const one = (field: Extract<Filter, { oneOf: readonly string[] }>['field'], ...oneOf: string[]): Filter => ({
  field,
  oneOf,
  not: false,
});

type Case = {
  readonly name: string;
  readonly query: StaffQuery;
  readonly columns: readonly string[]; // what of each row is compared
  readonly sql: string; // as somebody else would ask the tables for the same, of the creditor $1
};

// Each is written apart from the compiler, by the tables' own words.
const cases: readonly Case[] = [
  {
    name: 'promises of some weeks',
    query: question('promises', { groupBy: 'promise' }, days('promised', '2026-11-16', '2026-12-20')),
    columns: ['account', 'due', 'status', 'amount'],
    sql: `SELECT d.reference, p.due, p.status, p.amount_minor || ' ' || p.currency FROM debtors d JOIN promises p ON d.id = p.debtor_id WHERE p.status <> 'withdrawn' AND p.due >= '2026-11-16' AND p.due < '2026-12-21'`,
  },
  {
    name: 'promises still waited for',
    query: question('promises', { groupBy: 'promise' }),
    columns: ['account', 'made', 'amount'],
    sql: `SELECT d.reference, p.made_on, p.amount_minor || ' ' || p.currency FROM debtors d JOIN promises p ON d.id = p.debtor_id WHERE p.status = 'open'`,
  },
  {
    name: 'broken promises by sales owner',
    query: question('promises', { groupBy: 'owner' }, one('promise-status', 'broken')),
    columns: ['owner', 'promises', 'amount'],
    sql: `SELECT coalesce(d.sales_owner, '-'), count(p.id)::text, sum(p.amount_minor) || ' ' || p.currency FROM debtors d JOIN promises p ON d.id = p.debtor_id WHERE p.status = 'broken' GROUP BY d.sales_owner, p.currency`,
  },
  {
    name: 'promises by what became of them',
    query: question('promises', { groupBy: 'status' }, days('opened', '2025-01-01', null)),
    columns: ['status', 'promises', 'amount'],
    sql: `SELECT p.status, count(*)::text, sum(p.amount_minor) || ' ' || p.currency FROM promises p WHERE p.made_on >= '2025-01-01' AND p.status <> 'withdrawn' GROUP BY p.status, p.currency`,
  },
  {
    name: 'plans that were not kept',
    query: question('plans', { groupBy: 'plan' }, one('plan-status', 'late', 'defaulted')),
    columns: ['account', 'signed', 'status', 'instalments', 'amount'],
    sql: `SELECT d.reference, p.signed_on, p.status, (SELECT count(*) FROM instalments i WHERE i.plan_id = p.id)::text, p.total_minor || ' ' || p.currency FROM plans p JOIN debtors d ON d.id = p.debtor_id WHERE p.status IN ('late', 'defaulted')`,
  },
  {
    name: 'plans that run, by kind of debtor',
    query: question('plans', { groupBy: 'kind' }),
    columns: ['kind', 'plans', 'accounts', 'amount'],
    sql: `SELECT d.kind, count(*)::text, count(DISTINCT d.id)::text, sum(p.total_minor) || ' ' || p.currency FROM plans p JOIN debtors d ON d.id = p.debtor_id WHERE p.status IN ('accepted', 'active', 'late') GROUP BY d.kind, p.currency`,
  },
  {
    name: 'disputes open for more than 8 days',
    query: question('disputes', { groupBy: 'dispute' }, { field: 'age-days', range: { min: 9, max: null } }),
    columns: ['account', 'invoice', 'reason', 'opened', 'amount'],
    sql: `SELECT d.reference, (SELECT v.number FROM invoices v, due_lines l WHERE l.id = x.line_id AND v.id = l.invoice_id), x.reason, x.opened_on, x.amount_minor || ' ' || x.currency
      FROM disputes x JOIN debtors d ON d.id = x.debtor_id WHERE x.answered_on IS NULL AND x.opened_on < date '${today}' - 8 AND x.reason NOT IN ('already-paid', 'number-missing')`,
  },
  {
    name: 'disputes by reason',
    query: question('disputes', { groupBy: 'reason' }),
    columns: ['reason', 'disputes', 'amount'],
    sql: `SELECT reason, count(*)::text, sum(amount_minor) || ' ' || currency FROM disputes WHERE status IN ('open', 'investigating') AND reason NOT IN ('already-paid', 'number-missing') GROUP BY reason, currency`,
  },
  {
    name: 'disputes opened this year, by status',
    query: question('disputes', { groupBy: 'status' }, days('opened', '2026-01-01', '2026-12-31')),
    columns: ['status', 'disputes'],
    sql: `SELECT status, count(*)::text FROM disputes WHERE date_part('year', opened_on) = 2026 AND reason NOT IN ('already-paid', 'number-missing') GROUP BY status, currency`,
  },
  {
    name: 'disputes as they stood a week ago',
    query: question('disputes', { groupBy: 'dispute', asOf: '2026-11-24' as StaffQuery['asOf'] }),
    columns: ['account', 'amount'],
    sql: `SELECT d.reference, x.amount_minor || ' ' || x.currency FROM disputes x JOIN debtors d ON d.id = x.debtor_id
      WHERE daterange(x.opened_on, x.answered_on, '[)') @> date '2026-11-24' AND x.reason NOT IN ('already-paid', 'number-missing')`,
  },
  {
    name: 'on hold and why',
    query: question('holds', { groupBy: 'hold' }),
    columns: ['account', 'reason', 'from'],
    sql: `SELECT d.reference, h.reason, h.from_on FROM holds h JOIN debtors d ON d.id = h.debtor_id WHERE daterange(h.from_on, h.until_on, '[)') @> date '${today}'`,
  },
  {
    name: 'held accounts by reason',
    query: question('holds', { groupBy: 'reason' }),
    columns: ['reason', 'accounts', 'holds'],
    sql: `SELECT reason, count(DISTINCT debtor_id)::text, count(*)::text FROM holds WHERE from_on <= '${today}' AND coalesce(until_on, 'infinity') > '${today}' GROUP BY reason`,
  },
  {
    name: 'who stopped us by SMS',
    query: question('stops', { groupBy: 'stop' }, one('channel', 'sms')),
    columns: ['account', 'channel', 'date'],
    sql: `SELECT d.reference, o.channel, (o.opted_out_at AT TIME ZONE 'Europe/Paris')::date FROM opt_outs o, contact_points t, debtor_contacts c, debtors d
      WHERE o.channel = 'sms' AND o.resumed_at IS NULL AND t.address = o.address AND t.channel IN ('sms', 'whatsapp') AND c.contact_id = t.contact_id AND d.id = c.debtor_id GROUP BY 1, 2, 3`,
  },
  {
    name: 'contacts by channel',
    query: question('contacts', { groupBy: 'channel' }),
    columns: ['channel', 'contacts'],
    sql: `SELECT channel, count(*)::text FROM (SELECT outlet AS channel FROM notices WHERE creditor_id = $1 UNION ALL SELECT outlet FROM contact_log) x GROUP BY channel`,
  },
  {
    name: 'contacts of a day',
    query: question('contacts', { groupBy: 'contact', limit: 500 }, days('contacted', '2026-11-30', '2026-11-30')),
    columns: ['account', 'date', 'channel'],
    sql: `SELECT d.reference, (c.at AT TIME ZONE 'Europe/Paris')::date, c.outlet FROM contact_log c JOIN debtors d ON d.id = c.debtor_id WHERE c.at >= '2026-11-29T23:00:00Z' AND c.at < '2026-11-30T23:00:00Z'`,
  },
  {
    name: 'collected in October',
    query: question('collected', {}, days('paid', '2026-10-01', '2026-10-31')),
    columns: ['collected', 'payments'],
    sql: `SELECT sum(amount_minor) || ' ' || currency, count(*)::text FROM payments WHERE to_char(value_date, 'YYYY-MM') = '2026-10' AND status = 'settled' GROUP BY currency`,
  },
  {
    name: 'collected by month',
    query: question('collected', { groupBy: 'month' }, days('paid', '2026-06-01', '2026-11-30')),
    columns: ['month', 'collected'],
    sql: `SELECT to_char(value_date, 'YYYY-MM') || '-01', sum(amount_minor) || ' ' || currency FROM payments WHERE value_date BETWEEN '2026-06-01' AND '2026-11-30' AND status = 'settled' GROUP BY 1, currency`,
  },
  {
    name: 'payments over 1 000 €',
    query: question(
      'collected',
      { groupBy: 'payment', limit: 5000 },
      { field: 'amount', range: { min: 100_000, max: null }, currency: 'EUR' },
    ),
    columns: ['account', 'date', 'collected'],
    sql: `SELECT d.reference, p.value_date, p.amount_minor || ' EUR' FROM payments p JOIN debtors d ON d.id = p.debtor_id WHERE p.status = 'settled' AND p.currency = 'EUR' AND p.amount_minor >= 100000 AND p.value_date <= '${today}'`,
  },
  {
    name: 'invoiced by quarter',
    query: question('invoiced', { groupBy: 'quarter' }),
    columns: ['quarter', 'invoiced', 'invoices'],
    sql: `SELECT date_part('year', issued) || '-' || lpad((3 * date_part('quarter', issued) - 2)::text, 2, '0') || '-01', sum(total_minor) || ' ' || currency, count(*)::text FROM invoices WHERE issued <= '${today}' GROUP BY 1, currency`,
  },
  {
    name: 'what changed since a week',
    query: question('changes', {}, days('opened', '2026-11-24', null)),
    columns: ['reason', 'changes'],
    sql: `SELECT kind, count(*)::text FROM (
        SELECT CASE p.status WHEN 'returned' THEN 'paid' WHEN 'settled' THEN 'paid' END AS kind, p.currency FROM payments p WHERE p.value_date BETWEEN '2026-11-24' AND '${today}' AND p.status IN ('settled', 'returned')
        UNION ALL SELECT 'payment-returned', currency FROM payments WHERE returned_on BETWEEN '2026-11-24' AND '${today}'
        UNION ALL SELECT 'dispute-opened', currency FROM disputes WHERE opened_on BETWEEN '2026-11-24' AND '${today}' AND reason NOT IN ('already-paid', 'number-missing')
        UNION ALL SELECT 'dispute-closed', currency FROM disputes WHERE answered_on BETWEEN '2026-11-24' AND '${today}' AND reason NOT IN ('already-paid', 'number-missing')
        UNION ALL SELECT 'promise-made', currency FROM promises WHERE made_on BETWEEN '2026-11-24' AND '${today}'
        UNION ALL SELECT 'promise-' || status, currency FROM promises WHERE judged_on BETWEEN '2026-11-24' AND '${today}'
        UNION ALL SELECT 'plan-signed', currency FROM plans WHERE signed_on BETWEEN '2026-11-24' AND '${today}'
        UNION ALL SELECT 'contacted', NULL FROM contact_log WHERE (at AT TIME ZONE 'Europe/Paris')::date BETWEEN '2026-11-24' AND '${today}'
        UNION ALL SELECT 'overdue', l.currency FROM due_lines l WHERE l.due BETWEEN '2026-11-23' AND date '${today}' - 1 AND l.closed IS NULL AND l.time_barred_from > '${today}' AND l.amount_minor > coalesce((
          SELECT sum(a.amount_minor) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'), 0)) x GROUP BY kind, currency`,
  },
];

describe('prisma: staff questions about what was agreed, said and paid', () => {
  let rig: QueryRig;

  before(async () => {
    rig = await openQueryRig();
  });
  after(() => rig.database.drop());

  for (const { name, query, columns, sql } of cases) {
    it(`${name}: as another statement finds it`, async () => {
      const answer = await rig.ask({ ...query, limit: query.limit ?? 1000 });
      const cells = columns.map((key) => column(answer, key).map(said));
      const mine = answer.rows.map((_, row) => cells.map((of) => of[row]).join(' | '));
      const client = await rig.database.pool.connect();
      const { rows } = await client
        .query("SELECT set_config('app.creditor', $1, false)", [rig.creditorId])
        .then(() =>
          client.query<unknown[]>({ text: sql, rowMode: 'array', values: sql.includes('$1') ? [rig.creditorId] : [] }),
        )
        .finally(() =>
          client.query("SELECT set_config('app.creditor', '', false)").then(() => {
            client.release();
          }),
        );
      const theirs = rows.map((row) => row.map(String).join(' | '));
      expect(mine.toSorted()).to.deep.equal(theirs.toSorted());
      expect(mine.length, 'somebody is found').to.be.above(0);
    });
  }
});
