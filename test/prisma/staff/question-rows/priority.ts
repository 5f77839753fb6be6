import { apart, type Expected, money } from './apart.ts';

const steps = (value: string, of: readonly (readonly [from: number, points: number])[]): string =>
  `CASE ${of.map(([from, points]) => `WHEN ${value} >= ${from} THEN ${points}`).join(' ')} ELSE 0 END`;

/** What is overdue and neither contested, agreed on nor held, by account, with the points of each reason as the documentation has them. */
export function priority(texts: readonly string[], where: string): Expected {
  const kept = `EXISTS (SELECT FROM holds h WHERE h.debtor_id = o.debtor_id AND (h.line_id IS NULL OR (h.line_id = o.id AND h.amount_minor IS NULL))
    AND h.reason NOT IN ('dispute', 'promise', 'plan') AND h.from_on <= '2026-12-01' AND coalesce(h.until_on > '2026-12-01', true))`;
  const free = `, free AS (SELECT o.debtor_id, o.currency, o.late, c.open - c.minor - coalesce(p.minor, 0)
      - CASE WHEN p.id IS NULL THEN least(c.open - c.minor, coalesce((SELECT sum(w.minor) FROM waited w WHERE w.line_id = o.id), 0)) ELSE 0 END AS minor
    FROM owed o JOIN contested c ON c.id = o.id LEFT JOIN planned p ON p.id = o.id WHERE o.late >= 1 AND NOT ${kept}),
  facts AS (SELECT d.id, d.reference, d.owner, f.currency, sum(f.minor) AS minor, max(f.late) AS age,
      (SELECT count(*) FROM promises x WHERE x.debtor_id = d.id AND x.status = 'broken' AND x.judged_on >= date '2026-12-01' - 365) AS broken,
      (SELECT date '2026-12-01' - max(s.day) FROM spoken s WHERE s.debtor_id = d.id) AS silence,
      (SELECT count(*) FROM payments p WHERE p.debtor_id = d.id AND p.status = 'settled' AND p.ended_on IS NULL AND p.value_date BETWEEN date '2026-12-01' - 90 AND '2026-12-01' LIMIT 1) > 0 AS paid
    FROM free f JOIN people d ON d.id = f.debtor_id WHERE f.minor > 0 AND ${where} GROUP BY d.id, d.reference, d.owner, f.currency),
  points AS (SELECT f.*, ${steps('f.minor', [
    [5_000_000, 40],
    [1_000_000, 30],
    [200_000, 20],
    [50_000, 12],
    [10_000, 5],
  ])} AS p1, ${steps('f.age', [
    [91, 25],
    [61, 18],
    [31, 10],
    [8, 5],
  ])} AS p2, ${steps('f.broken', [
    [2, 15],
    [1, 8],
  ])} AS p3, ${steps('coalesce(f.silence, 9999)', [
    [30, 10],
    [14, 6],
    [7, 3],
  ])} AS p4, CASE WHEN f.paid THEN 10 ELSE 0 END AS p5 FROM facts f)`;
  const reasons = ['amount', 'age', 'broken', 'silence', 'capacity'].map((reason) => `points:${reason}`);
  return {
    texts,
    columns: [
      ...['account', 'priority', 'overdue', 'oldest', 'broken-promises', 'silence', 'paid-lately'],
      ...[...reasons, 'owner'],
    ],
    sql: apart(
      `${free} SELECT p.reference, p1 + p2 + p3 + p4 + p5, ${money('p.minor', 'p.currency')}, p.age, p.broken, p.silence, p.paid::int, p1, p2, p3, p4, p5, p.owner
       FROM points p ORDER BY p1 + p2 + p3 + p4 + p5 DESC, p.minor DESC, p.currency, p.id`,
    ),
  };
}
