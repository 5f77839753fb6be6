import { apart, type Expected, money } from './apart.ts';

/** What is owed on a day in each currency, and what of it is not overdue. */
const owes = `, owes AS (SELECT o.currency, sum(o.open) AS open, coalesce(sum(o.open) FILTER (WHERE o.late <= 0), 0) AS current FROM owed o GROUP BY 1)`;

/** How many days of sales, month by month back from the day, make up an amount: to a tenth of a day, 24 months at most. */
function countback(day: string, amount: string): string {
  return `CASE WHEN ${amount} = 0 THEN 0 ELSE coalesce((SELECT round(b.span - b.days + (${amount} - (b.upto - b.sales)) * b.days / b.sales, 1) FROM (
      SELECT m.first, m.days, s.sales, sum(m.days) OVER back AS span, sum(s.sales) OVER back AS upto
      FROM (SELECT g.first::date AS first, least(date '${day}', (g.first + interval '1 month')::date - 1) - g.first::date + 1 AS days
        FROM generate_series(date_trunc('month', timestamp '${day}') - interval '23 months', date_trunc('month', timestamp '${day}'), '1 month') g (first)) m,
        LATERAL (SELECT coalesce(sum(v.total_minor), 0) AS sales FROM invoices v JOIN people d ON d.id = v.debtor_id
          WHERE v.currency = w.currency AND v.issued BETWEEN m.first AND m.first + m.days - 1) s WINDOW back AS (ORDER BY m.first DESC)) b
    WHERE b.upto >= ${amount} ORDER BY b.first DESC LIMIT 1), date '${day}' - (date_trunc('month', timestamp '${day}') - interval '23 months')::date + 1) END`;
}

type Kind = 'dso' | 'best-dso' | 'add';

function daysOf(kind: Kind, day: string): string {
  const [all, best] = [countback(day, 'w.open'), countback(day, 'w.current')];
  return { dso: all, 'best-dso': best, add: `(${all}) - (${best})` }[kind];
}

const shown = (value: string): string => `trim_scale(${value})::text`;

function days(texts: readonly string[], kind: Kind): Expected {
  return {
    texts,
    columns: [kind, 'open'],
    sql: apart(
      `${owes} SELECT ${shown(daysOf(kind, '2026-12-01'))}, ${money('w.open', 'w.currency')} FROM owes w ORDER BY w.currency`,
    ),
  };
}

/** The ends of months, the last one being today. */
const ends = ['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31', '2026-11-30', '2026-12-01'] as const;

const byMonth = ends
  .map(
    (end) =>
      `(${apart(`${owes} SELECT '${end.slice(0, 8)}01' AS month, ${shown(daysOf('dso', end))}, ${money('w.open', 'w.currency')}, w.currency FROM owes w`, end)})`,
  )
  .join(' UNION ALL ');

type Span = { readonly before: string; readonly from: string; readonly to: string };

/** Of what could be collected in a period, how much was: (opening + sales - ending) of (opening + sales - what is not due). */
function effectiveness({ before, from, to }: Span): string {
  const opening = `SELECT o.currency, sum(o.open) AS open FROM owed o GROUP BY 1`;
  const sales = `(SELECT coalesce(sum(v.total_minor), 0) FROM invoices v JOIN people d ON d.id = v.debtor_id WHERE v.currency = w.currency AND v.issued BETWEEN '${from}' AND '${to}')`;
  return apart(
    `${owes} SELECT '${from}' AS month, (b.open + ${sales} - w.open) || '/' || (b.open + ${sales} - w.current), ${money('w.open', 'w.currency')}, w.currency
     FROM owes w JOIN (${apart(opening, before)}) b ON b.currency = w.currency`,
    to,
  );
}

const quarter: readonly Span[] = [
  { before: '2026-09-30', from: '2026-10-01', to: '2026-10-31' },
  { before: '2026-10-31', from: '2026-11-01', to: '2026-11-30' },
  { before: '2026-11-30', from: '2026-12-01', to: '2026-12-01' },
];

/** The largest of each currency, with their share of all that is open in it. */
function concentration(texts: readonly string[], top: number): Expected {
  return {
    texts,
    columns: ['account', 'open', 'share', 'oldest', 'lines', 'city', 'owner'],
    sql: apart(
      `SELECT x.reference, ${money('x.minor', 'x.currency')}, x.minor || '/' || x.whole, x.age, x.n, x.town, x.owner FROM (
         SELECT d.reference, d.town, d.owner, o.currency, sum(o.open) AS minor, sum(sum(o.open)) OVER (PARTITION BY o.currency) AS whole, max(o.age) AS age, count(*) AS n,
           row_number() OVER (PARTITION BY o.currency ORDER BY sum(o.open) DESC) AS place
         FROM owed o JOIN people d ON d.id = o.debtor_id GROUP BY d.id, d.reference, d.town, d.owner, o.currency) x
       WHERE x.place <= ${top} ORDER BY x.currency, x.place`,
    ),
  };
}

type Rate = { readonly texts: readonly string[]; readonly byOwner: boolean };

function rate(
  key: string,
  table: string,
  [kept, missed]: readonly [string, string],
  { texts, byOwner }: Rate,
): Expected {
  const good = `count(*) FILTER (WHERE x.status IN (${kept}))`;
  const judged = `count(*) FILTER (WHERE x.status IN (${kept}, ${missed}))`;
  return {
    texts,
    columns: [...(byOwner ? ['owner'] : []), key, 'judged'],
    sql: apart(
      `SELECT ${byOwner ? 'd.owner, ' : ''}${good} || '/' || ${judged}, ${judged} FROM ${table} x JOIN people d ON d.id = x.debtor_id ${byOwner ? 'GROUP BY d.owner ORDER BY d.owner NULLS LAST' : ''}`,
    ),
  };
}
const promisesKept = ["'kept'", "'partly-kept', 'broken'"] as const;
const plansKept = ["'completed', 'active', 'accepted'", "'late', 'defaulted'"] as const;

/** Days, shares and rates. */
export const ratiosExpected: readonly Expected[] = [
  days(['DSO'], 'dso'),
  days(['meilleur DSO', 'best possible DSO'], 'best-dso'),
  days(['retard moyen de paiement', 'average days delinquent'], 'add'),
  {
    texts: ['DSO des 6 derniers mois', 'DSO over the last 6 months'],
    columns: ['month', 'dso', 'open'],
    sql: `SELECT x.a, x.b, x.c FROM (${byMonth}) x (a, b, c, currency) ORDER BY x.a, x.currency`,
  },
  {
    texts: ['CEI du trimestre'],
    columns: ['month', 'cei', 'open'],
    sql: `SELECT x.a, x.b, x.c FROM (${quarter.map((span) => `(${effectiveness(span)})`).join(' UNION ALL ')}) x (a, b, c, currency) ORDER BY x.a, x.currency`,
  },
  {
    texts: ['collection effectiveness index'],
    columns: ['cei', 'open'],
    // Where nobody says a period: the last ninety days.
    sql: `SELECT x.b, x.c FROM (${effectiveness({ before: '2026-09-02', from: '2026-09-03', to: '2026-12-01' })}) x (a, b, c, currency) ORDER BY x.currency`,
  },
  concentration(['part des 10 plus gros clients dans l’encours', 'concentration'], 10),
  concentration(['share of the top 5 customers'], 5),
  rate('promise-kept-rate', 'promises', promisesKept, { texts: ['taux de promesses tenues'], byOwner: false }),
  rate('promise-kept-rate', 'promises', promisesKept, { texts: ['promise kept rate by owner'], byOwner: true }),
  rate('plan-kept-rate', 'plans', plansKept, { texts: ['share of plans kept'], byOwner: false }),
  rate('plan-kept-rate', 'plans', plansKept, { texts: ['taux de plans respectés par commercial'], byOwner: true }),
  {
    texts: ['taux de recouvrement par cause', 'recovery rate by cause'],
    columns: ['cause', 'recovery', 'received', 'fell-due'],
    sql: apart(
      `SELECT x.cause, sum(x.came) || '/' || sum(x.fell), ${money('sum(x.came)', 'x.currency')}, ${money('sum(x.fell)', 'x.currency')} FROM (
         SELECT nullif(array_to_string(d.causes, '+'), '') AS cause, l.currency, l.amount_minor AS fell, coalesce((SELECT sum(a.amount_minor) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
           WHERE a.line_id = l.id AND a.reversed_on IS NULL AND a.credit_note_id IS NULL AND a.on_date <= '2026-12-01' AND (p.id IS NULL OR p.status = 'settled' AND p.value_date <= '2026-12-01')), 0) AS came
         FROM due_lines l JOIN people d ON d.id = l.debtor_id WHERE l.due < '2026-12-01') x GROUP BY x.cause, x.currency ORDER BY x.cause NULLS LAST, x.currency`,
    ),
  },
];
