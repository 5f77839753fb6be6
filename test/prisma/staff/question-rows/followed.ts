import { type StaffQuery } from '../../../../domain/staff/query.ts';
import { apart, type Expected, money } from './apart.ts';
import { collected } from './money.ts';
import { byName, contacted, contested, euros, onHold, promising } from './owed.ts';
import { accounts, groups, sum } from './shapes.ts';

/** A follow-up by its words and what was asked before: "and last month?" means something else after each question. */
export function followUpKey(text: string, after: StaffQuery | null): string {
  return `${text} (${after?.measure ?? ''})`;
}

const late = 'o.late > 60';
const after = (measure: string, ...texts: readonly string[]): readonly string[] =>
  texts.map((text) => `${text} (${measure})`);
const them = (...texts: readonly string[]): readonly string[] => after('overdue', ...texts);

/** What follow-ups come to: after "overdue for more than 60 days", after the same in Lyon, after all that is overdue, and after what was collected. */
export const followedExpected: readonly Expected[] = [
  accounts({ texts: them('seulement ceux de Lyon', 'only those in Lyon'), where: `${late} AND d.town = 'Lyon'` }),
  accounts({ texts: them('et à Paris ?', 'and in Paris?'), where: `${late} AND d.town = 'Paris'` }),
  accounts({ texts: them('par ancienneté', 'sort by age'), where: late, order: 'max(o.late) DESC' }),
  accounts({ texts: them('trie par nom', 'sort by name'), where: late, order: byName }),
  accounts({ texts: them('sans les contestés', 'without the disputed ones'), where: `${late} AND NOT ${contested}` }),
  accounts({
    texts: them('plus de 10 000 €', 'over 10k'),
    where: `${late} AND ${euros}`,
    having: 'sum(o.open) > 1000000',
  }),
  accounts({ texts: them('à plus de 90 jours seulement', 'more than 90 days'), where: 'o.late > 90' }),
  accounts({
    texts: them('lesquels ont promis ?', 'which of them promised?'),
    where: `${late} AND ${promising('open')}`,
  }),
  accounts({ texts: them('which of them broke a promise?'), where: `${late} AND ${promising('broken')}` }),
  accounts({ texts: them('lesquels n’ont jamais été relancés ?'), where: `${late} AND NOT ${contacted}` }),
  accounts({ texts: them('les 5 premiers'), where: late, most: 5 }),
  accounts({
    texts: them('toutes les villes', 'enlève le filtre de ville', 'remove the city filter', 'all cities'),
    where: late,
  }),
  accounts({ texts: them('sans filtre') }),
  accounts({ texts: them('sauf les PME'), where: `${late} AND d.segment IS DISTINCT FROM 'PME'` }),
  accounts({ texts: them('only companies'), where: `${late} AND d.kind = 'company'` }),
  sum({ texts: them('how many of them are on hold?'), measure: 'overdue', where: `${late} AND ${onHold}` }),
  sum({ texts: them('et le mois dernier ?', 'and last month?'), measure: 'overdue', day: '2026-11-30' }),
  sum({ texts: them('as of 31 October'), measure: 'overdue', day: '2026-10-31' }),
  groups({ texts: them('et par segment ?', 'by segment'), measure: 'overdue', by: 'segment', key: 'd.segment' }),
  groups({ texts: them('par commercial'), measure: 'overdue', by: 'owner', key: 'd.owner' }),
  {
    texts: them('et le contesté ?'),
    columns: ['segment', 'disputed', 'oldest', 'accounts', 'lines'],
    sql: apart(
      `SELECT d.segment, ${money('sum(c.minor)', 'o.currency')}, max(o.age), count(DISTINCT d.id), count(*) FROM owed o JOIN contested c ON c.id = o.id JOIN people d ON d.id = o.debtor_id
       WHERE c.minor > 0 GROUP BY d.segment, o.currency ORDER BY sum(c.minor) DESC, o.currency, d.segment NULLS LAST`,
    ),
  },
  collected({ texts: after('collected', 'et en septembre ?'), from: '2026-09-01', to: '2026-09-30' }),
  collected({ texts: after('collected', 'et en octobre ?'), from: '2026-10-01', to: '2026-10-31' }),
  collected({ texts: after('collected', 'and last month?'), from: '2026-11-01', to: '2026-11-30' }),
];
