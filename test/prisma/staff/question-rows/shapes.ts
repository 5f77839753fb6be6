import { apart, type Expected, money } from './apart.ts';

// Statements that several questions share; what differs between them comes from the tables beside.

type Of = {
  readonly texts: readonly string[];
  readonly measure?: string; // the key of the amount's column
  readonly where?: string; // of lines o and people d
  readonly having?: string;
  readonly order?: string;
  readonly day?: string;
  readonly most?: number;
};
type Grouped = Of & { readonly by: string; readonly key: string; readonly from?: string };

const most = ({ most: limit }: Of): { readonly most?: number } => (limit === undefined ? {} : { most: limit });
const buckets = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const;
const ranges = [
  'o.late <= 0',
  'o.late BETWEEN 1 AND 30',
  'o.late BETWEEN 31 AND 60',
  'o.late BETWEEN 61 AND 90',
  'o.late > 90',
];
const ages = ranges.map((range) => money(`coalesce(sum(o.open) FILTER (WHERE ${range}), 0)`, 'o.currency')).join(', ');
const ageColumns = buckets.map((bucket) => `bucket:${bucket}`);

/** Accounts with what they owe, the largest first. */
export function accounts(of: Of): Expected {
  const { texts, measure = 'overdue', where = 'true', having = 'true', order = 'sum(o.open) DESC', day } = of;
  return {
    texts,
    columns: ['account', measure, 'oldest', 'lines', 'city', 'owner'],
    ...most(of),
    sql: apart(
      `SELECT d.reference, ${money('sum(o.open)', 'o.currency')}, max(o.age), count(*), d.town, d.owner FROM owed o JOIN people d ON d.id = o.debtor_id
       WHERE ${measure === 'overdue' ? 'o.late >= 1' : 'true'} AND ${where} GROUP BY d.id, d.reference, d.name, d.town, d.owner, o.currency HAVING ${having} ORDER BY ${order}, o.currency, d.id`,
      day,
    ),
  };
}

/** Invoices' lines one by one, the largest first. */
export function lines(of: Of): Expected {
  const { texts, measure = 'overdue', where = 'true' } = of;
  return {
    texts,
    columns: ['account', 'invoice', 'due', 'days-overdue', 'level', measure],
    ...most(of),
    sql: apart(
      `SELECT d.reference, o.number, o.due, o.age, v.level, ${money('o.open', 'o.currency')} FROM owed o JOIN people d ON d.id = o.debtor_id JOIN leveled v ON v.id = o.id
       WHERE ${measure === 'overdue' ? 'o.late >= 1' : 'true'} AND ${where} ORDER BY o.open DESC, o.currency, o.id`,
    ),
  };
}

/** All of it in each currency, by age. */
export function sum(of: Of): Expected {
  const { texts, measure = 'open', where = 'true', day } = of;
  return {
    texts,
    columns: [...ageColumns, measure, 'accounts', 'lines'],
    sql: apart(
      `SELECT ${ages}, ${money('sum(o.open)', 'o.currency')}, count(DISTINCT d.id), count(*) FROM owed o JOIN people d ON d.id = o.debtor_id
       WHERE ${measure === 'overdue' ? 'o.late >= 1' : 'true'} AND ${where} GROUP BY o.currency ORDER BY sum(o.open) DESC, o.currency`,
      day,
    ),
  };
}

/** What is owed by groups. */
export function groups(of: Grouped): Expected {
  const { texts, measure = 'open', where = 'true', by, key, from = '', order = 'sum(o.open) DESC' } = of;
  return {
    texts,
    columns: [by, measure, 'oldest', 'accounts', 'lines'],
    sql: apart(
      `SELECT ${key}, ${money('sum(o.open)', 'o.currency')}, max(o.age), count(DISTINCT d.id), count(*) FROM owed o JOIN people d ON d.id = o.debtor_id ${from}
       WHERE ${measure === 'overdue' ? 'o.late >= 1' : 'true'} AND ${where} GROUP BY 1, o.currency ORDER BY ${order}, o.currency, 1 NULLS LAST`,
    ),
  };
}

/** What is owed by age, of each account or of each group. */
export function ageing(of: Of & { readonly by: 'account' | 'segment' }): Expected {
  const { texts, by, where = 'true' } = of;
  const isAccount = by === 'account';
  return {
    texts,
    columns: isAccount
      ? ['account', ...ageColumns, 'open', 'lines', 'city', 'owner']
      : [by, ...ageColumns, 'open', 'accounts', 'lines'],
    sql: apart(
      `SELECT ${isAccount ? 'd.reference' : 'd.segment'}, ${ages}, ${money('sum(o.open)', 'o.currency')}, ${isAccount ? 'count(*), d.town, d.owner' : 'count(DISTINCT d.id), count(*)'}
       FROM owed o JOIN people d ON d.id = o.debtor_id WHERE ${where} GROUP BY ${isAccount ? 'd.id, d.reference, d.town, d.owner' : 'd.segment'}, o.currency
       ORDER BY sum(o.open) DESC, o.currency, ${isAccount ? 'd.id' : 'd.segment NULLS LAST'}`,
    ),
  };
}
