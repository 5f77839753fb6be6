import { addDays } from '../../../domain/civil-date.ts';
import { decimalsOf } from '../../../domain/money.ts';
import { neverSpoken, prioritySteps, type Steps } from '../../../domain/staff/measures/priority.ts';
import { agreedParts, isFree } from './agreed-parts.ts';
import { all, type Asking, dayOf, filtersOf, tenantOf, within } from './asking.ts';
import { contactEvents } from './contact-events.ts';
import { type Grouped } from './grouped.ts';
import { levelFilter } from './level-filter.ts';
import { lineConditions, lineSource } from './line-source.ts';
import { openLines } from './open-lines.ts';
import { wholeMinor } from './whole.ts';

/** The points that a value has by its steps, as domain/staff/measures/priority has it: the highest step that it reaches. */
function pointsOf({ bind }: Asking, { from, points }: Steps, value: string): string {
  const reached = from.map(
    (least, index) => `WHEN ${value} >= ${bind(least, 'bigint')} THEN ${bind(points[index], 'integer')}`,
  );
  return `CASE ${reached.toReversed().join(' ')} ELSE 0 END`;
}

const currencies = Intl.supportedValuesOf('currency');
const decimals = {
  none: currencies.filter((currency) => decimalsOf(currency) === 0),
  three: currencies.filter((currency) => decimalsOf(currency) === 3),
};

/** The amount in hundredths; what no account ever owes is cut before it grows too large. */
function hundredths({ bind }: Asking): string {
  return `CASE WHEN x.currency = ANY (${bind(decimals.none, 'text[]')}) THEN least(x.minor, 90000000000000) * 100 WHEN x.currency = ANY (${bind(decimals.three, 'text[]')}) THEN x.minor / 10 ELSE x.minor END`;
}

/** Accounts with overdue money that nothing keeps from being asked for, whom to call first first. */
export function priority(asking: Asking): Grouped {
  const day = dayOf(asking);
  const free = agreedParts(asking, 'free', false);
  const level = levelFilter(asking, false);
  const since = asking.bind(addDays(asking.asOf, -365), 'date');
  const quarter = asking.bind(addDays(asking.asOf, -90), 'date');
  const amounts = filtersOf(asking, 'amount').flatMap(({ range, currency }) => [
    ...within('x.minor', wholeMinor(range), (value) => asking.bind(value, 'bigint')),
    ...(currency === null ? [] : [`x.currency = ${asking.bind(currency, 'bpchar')}`]),
  ]);
  const by = asking.query.order ?? { by: 'priority', descending: true };
  const expression = {
    'days-overdue': 'x.late',
    amount: 'x.minor',
    name: '(SELECT d.name_key FROM debtors d WHERE d.id = x.debtor_id)',
  }[by.by as string];
  const { amount, age, broken, silence, capacity } = prioritySteps;
  const parts = [
    ...free.parts,
    `line AS (${openLines(asking, [...lineConditions(asking), isFree(asking)])})`,
    ...level.parts,
    `free AS (SELECT l.debtor_id, l.currency, solde_sum(${free.minor}) AS minor, count(*) AS n, max(${day} - l.due) AS late, min(l.due) AS day
      FROM line l ${free.joins} ${level.joins} WHERE ${all([`${free.minor} > 0`, ...level.conditions])} GROUP BY 1, 2)`,
    `broke AS MATERIALIZED (SELECT x.debtor_id, count(*) AS times FROM promises x WHERE x.creditor_id = ${tenantOf(asking)} AND x.status = 'broken' AND x.judged_on BETWEEN ${since} AND ${day} GROUP BY 1)`,
    `spoke AS MATERIALIZED (SELECT x.debtor_id, max(x.day) AS day FROM (${contactEvents(asking)}) x GROUP BY 1)`,
    `paid AS MATERIALIZED (SELECT DISTINCT p.debtor_id FROM payments p WHERE p.creditor_id = ${tenantOf(asking)} AND p.status = 'settled' AND p.ended_on IS NULL AND p.value_date BETWEEN ${quarter} AND ${day})`,
    `acc AS (SELECT x.*, ${hundredths(asking)} AS hundredths, coalesce(b.times, 0) AS broken, coalesce(${day} - s.day, ${asking.bind(neverSpoken, 'integer')}) AS silence,
        (p.debtor_id IS NOT NULL)::int AS capacity
      FROM free x LEFT JOIN broke b ON b.debtor_id = x.debtor_id LEFT JOIN spoke s ON s.debtor_id = x.debtor_id LEFT JOIN paid p ON p.debtor_id = x.debtor_id
      WHERE ${all(amounts)})`,
    `grp AS (SELECT x.*, ${pointsOf(asking, amount, 'x.hundredths')} AS p1, ${pointsOf(asking, age, 'x.late')} AS p2, ${pointsOf(asking, broken, 'x.broken')} AS p3,
        ${pointsOf(asking, silence, 'x.silence')} AS p4, ${pointsOf(asking, capacity, 'x.capacity')} AS p5 FROM acc x)`,
  ];
  return {
    parts,
    columns: [
      { key: 'account', kind: 'account', sql: 'json_build_array(d.id, d.reference, d.name)' },
      { key: 'priority', kind: 'count', sql: 'r.p1 + r.p2 + r.p3 + r.p4 + r.p5' },
      { key: 'overdue', kind: 'money', sql: 'r.minor' },
      { key: 'oldest', kind: 'days', sql: 'r.late' },
      { key: 'broken-promises', kind: 'count', sql: 'r.broken' },
      { key: 'silence', kind: 'days', sql: `nullif(r.silence, ${neverSpoken})` },
      { key: 'paid-lately', kind: 'count', sql: 'r.capacity' },
      ...(['amount', 'age', 'broken', 'silence', 'capacity'] as const).map((reason, index) => ({
        ...{ key: `points:${reason}`, kind: 'count' as const, sql: `r.p${index + 1}` },
      })),
      { key: 'owner', kind: 'text', sql: 'd.sales_owner' },
    ],
    joins: 'JOIN debtors d ON d.id = r.debtor_id',
    order: `${expression ?? 'x.p1 + x.p2 + x.p3 + x.p4 + x.p5'} ${by.descending ? 'DESC' : 'ASC'}, x.minor DESC, x.currency, x.debtor_id`,
    source: {
      ...lineSource({ ...asking, query: { ...asking.query, measure: 'overdue' } }),
      measure: 'overdue',
      ageing: false,
    },
    totals: { from: 'acc', accounts: 'count(*)' },
  };
}
