import { apart, between, type Expected, money } from './apart.ts';

/** Money that came and did not go back; what a person entered gives way to the booking that took its place. */
const cash = `FROM payments p JOIN people d ON d.id = p.debtor_id WHERE p.status = 'settled' AND p.ended_on IS NULL AND p.value_date <= '2026-12-01'`;

type Of = { readonly texts: readonly string[]; readonly from: string; readonly to: string | null };

const amount = money('sum(p.amount_minor)', 'p.currency');

/** What came in in a period, in each currency. */
export function collected({ texts, from, to }: Of): Expected {
  return {
    texts,
    columns: ['collected', 'accounts', 'payments'],
    sql: apart(
      `SELECT ${amount}, count(DISTINCT d.id), count(*) ${cash} AND ${between('p.value_date', from, to)} GROUP BY p.currency ORDER BY sum(p.amount_minor) DESC`,
    ),
  };
}

function payments({ texts, from, to }: Of): Expected {
  return {
    texts,
    columns: ['account', 'date', 'means', 'collected'],
    sql: apart(
      `SELECT d.reference, p.value_date, p.means, ${money('p.amount_minor', 'p.currency')} ${cash} AND ${between('p.value_date', from, to)} ORDER BY p.value_date DESC, p.currency, p.id`,
    ),
  };
}

type Sold = Of & { readonly by?: 'segment' | 'region' };

function invoiced({ texts, from, to, by }: Sold): Expected {
  const key = by === undefined ? '' : `d.${by}, `;
  return {
    texts,
    columns: [...(by === undefined ? [] : [by]), 'invoiced', 'accounts', 'invoices'],
    sql: apart(
      `SELECT ${key}${money('sum(v.total_minor)', 'v.currency')}, count(DISTINCT d.id), count(*) FROM invoices v JOIN people d ON d.id = v.debtor_id
       WHERE v.issued <= '2026-12-01' AND ${between('v.issued', from, to)} GROUP BY ${key}v.currency ORDER BY sum(v.total_minor) DESC, v.currency`,
    ),
  };
}

/** What came in, and what was sold. */
export const moneyExpected: readonly Expected[] = [
  collected({
    texts: ['combien a-t-on encaissé en octobre ?', 'how much did we collect in October?'],
    ...{ from: '2026-10-01', to: '2026-10-31' },
  }),
  collected({ texts: ['encaissements de la semaine'], from: '2026-11-30', to: '2026-12-06' }),
  collected({
    texts: ['combien avons-nous encaissé du 1er au 15 novembre', 'cash received between 1 November and 15 November'],
    ...{ from: '2026-11-01', to: '2026-11-15' },
  }),
  collected({ texts: ['collections over the last 30 days'], from: '2026-11-01', to: '2026-12-01' }),
  payments({ texts: ['paiements reçus hier', 'payments received yesterday'], from: '2026-11-30', to: '2026-11-30' }),
  {
    texts: ['encaissements par mois depuis juillet'],
    columns: ['month', 'collected', 'accounts', 'payments'],
    sql: apart(
      `SELECT to_char(p.value_date, 'YYYY-MM-01'), ${amount}, count(DISTINCT d.id), count(*) ${cash} AND p.value_date >= '2026-07-01' GROUP BY 1, p.currency ORDER BY 1, p.currency`,
    ),
  },
  {
    texts: ['cash collected this week by customer'],
    columns: ['account', 'collected', 'payments', 'city', 'owner'],
    sql: apart(
      `SELECT d.reference, ${amount}, count(*), d.town, d.owner ${cash} AND ${between('p.value_date', '2026-11-30', '2026-12-06')}
       GROUP BY d.id, d.reference, d.town, d.owner, p.currency ORDER BY sum(p.amount_minor) DESC, p.currency, d.id`,
    ),
  },
  invoiced({
    texts: ['combien a-t-on facturé en novembre ?', 'how much did we invoice last month?'],
    ...{ from: '2026-11-01', to: '2026-11-30' },
  }),
  invoiced({
    texts: ['chiffre d’affaires de l’année dernière par segment'],
    ...{ from: '2025-01-01', to: '2025-12-31', by: 'segment' },
  }),
  invoiced({ texts: ['sales in Q3 by region'], from: '2026-07-01', to: '2026-09-30', by: 'region' }),
];
