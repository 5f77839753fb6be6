import { apart, between, type Expected, money } from './apart.ts';

const sum = money('sum(x.amount_minor)', 'x.currency');
const thisWeek = ['2026-11-30', '2026-12-06'] as const;
const thisMonth = ['2026-12-01', '2026-12-31'] as const;
const lastMonth = ['2026-11-01', '2026-11-30'] as const;

function promises(texts: readonly string[], where: string): Expected {
  return {
    texts,
    columns: ['account', 'made', 'due', 'status', 'amount'],
    sql: apart(
      `SELECT d.reference, x.made_on, x.due, x.status, ${money('x.amount_minor', 'x.currency')} FROM promises x JOIN people d ON d.id = x.debtor_id
       WHERE ${where} ORDER BY x.due DESC, x.currency, x.id`,
    ),
  };
}

function countPromises(texts: readonly string[], where: string): Expected {
  return {
    texts,
    columns: ['amount', 'accounts', 'promises'],
    sql: apart(
      `SELECT ${sum}, count(DISTINCT d.id), count(*) FROM promises x JOIN people d ON d.id = x.debtor_id WHERE ${where} GROUP BY x.currency ORDER BY sum(x.amount_minor) DESC`,
    ),
  };
}

/** What open promises of a period still wait for, of what is neither contested nor on a plan. */
function promised(texts: readonly string[], [from, to]: readonly [string, string]): Expected {
  return {
    texts,
    columns: ['promised', 'oldest', 'accounts', 'lines'],
    sql: apart(
      `SELECT ${money('sum(y.minor)', 'o.currency')}, max(o.age), count(DISTINCT o.debtor_id), count(*) FROM owed o
        JOIN (SELECT c.id, least(c.open - c.minor, sum(w.minor)) AS minor FROM contested c JOIN waited w ON w.line_id = c.id
          WHERE w.due BETWEEN '${from}' AND '${to}' AND c.id NOT IN (SELECT p.id FROM planned p) GROUP BY c.id, c.open, c.minor) y ON y.id = o.id
       WHERE y.minor > 0 GROUP BY o.currency ORDER BY sum(y.minor) DESC`,
    ),
  };
}

function plans(texts: readonly string[], where: string): Expected {
  const parts = '(SELECT count(*) FROM instalments i WHERE i.plan_id = x.id)';
  const next = `(SELECT i.due FROM instalments i WHERE i.plan_id = x.id AND i.due >= '2026-12-01' ORDER BY i.due LIMIT 1)`;
  return {
    texts,
    columns: ['account', 'signed', 'status', 'instalments', 'next', 'amount'],
    sql: apart(
      `SELECT d.reference, x.signed_on, x.status, ${parts}, ${next}, ${money('x.total_minor', 'x.currency')} FROM plans x JOIN people d ON d.id = x.debtor_id
       WHERE ${where} ORDER BY x.signed_on DESC, x.currency, x.id`,
    ),
  };
}

/** What debtors promised or agreed to, and what became of it. */
export const agreedExpected: readonly Expected[] = [
  promises(
    ['promesses de la semaine', 'promises due this week'],
    `x.status <> 'withdrawn' AND ${between('x.due', ...thisWeek)}`,
  ),
  promises(['promesses rompues des PME'], "x.status = 'broken' AND d.segment = 'PME'"),
  countPromises(['combien de promesses en cours'], "x.status = 'open'"),
  countPromises(
    ['how many promises were broken last month'],
    `x.status = 'broken' AND ${between('x.due', ...lastMonth)}`,
  ),
  promised(['combien nous a-t-on promis pour cette semaine ?'], thisWeek),
  promised(['how much is promised for next week?'], ['2026-12-07', '2026-12-13']),
  {
    texts: ['promesses non tenues ce mois-ci par commercial', 'broken promises this month by sales owner'],
    columns: ['owner', 'amount', 'accounts', 'promises'],
    sql: apart(
      `SELECT d.owner, ${sum}, count(DISTINCT d.id), count(*) FROM promises x JOIN people d ON d.id = x.debtor_id
       WHERE x.status = 'broken' AND ${between('x.due', ...thisMonth)} GROUP BY d.owner, x.currency ORDER BY sum(x.amount_minor) DESC, x.currency, d.owner NULLS LAST`,
    ),
  },
  plans(['quels plans n’ont pas été tenus ?', 'which plans were not kept?'], "x.status IN ('late', 'defaulted')"),
  plans(['plans en retard', 'late plans'], "x.status = 'late'"),
  plans(['completed plans since September'], "x.status = 'completed' AND x.signed_on >= '2026-09-01'"),
  {
    texts: ['montant en plan de paiement', 'amount in payment plans'],
    columns: ['planned', 'oldest', 'accounts', 'lines'],
    sql: apart(
      `SELECT ${money('sum(p.minor)', 'o.currency')}, max(o.age), count(DISTINCT o.debtor_id), count(*) FROM owed o JOIN planned p ON p.id = o.id WHERE p.minor > 0
       GROUP BY o.currency ORDER BY sum(p.minor) DESC`,
    ),
  },
];
