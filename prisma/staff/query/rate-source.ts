import { type Share } from '../../../domain/staff/measures/collection-effectiveness.ts';
import { planKeptRate, promiseKeptRate } from '../../../domain/staff/measures/kept-rate.ts';
import { all, type Asking, dayOf, inDays, tenantOf } from './asking.ts';
import { ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import { planSource, promiseSource } from './item-sources.ts';
import { periods, type Source } from './source.ts';
import { counts, settlers } from './standing.ts';

type Counted = Readonly<Record<string, number>>;

/** A rate: the things it is of, an object of what is counted of a group of them, and the share that this makes. */
export type Rate = {
  readonly source: Source;
  readonly sums: string;
  readonly of: (counted: Counted) => Share | null;
  readonly ofMoney: boolean; // so much of so much, in one currency
};

const statuses = {
  promise: ['open', 'kept', 'partly-kept', 'broken', 'withdrawn'],
  plan: ['offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled'],
} as const;

/** Lines that fell due in the period, and what came in of them since: payments and what the accounts say is settled, no credit notes. */
function recoverySource(asking: Asking): Source {
  const day = dayOf(asking);
  const issued = inDays(asking, 'issued', 'v.issued');
  const conditions = all([
    `l.creditor_id = ${tenantOf(asking)} AND l.due < ${day}`,
    ...inDays(asking, 'due', 'l.due'),
    ...(issued.length === 0
      ? []
      : [`l.invoice_id IN (SELECT v.id FROM invoices v WHERE v.creditor_id = ${tenantOf(asking)} AND ${all(issued)})`]),
    ...ofCurrencies(asking, 'l'),
    ...ofDebtors(asking, 'l.debtor_id'),
  ]);
  return {
    parts: [
      `fell AS (SELECT l.id, l.debtor_id, l.currency, l.due, l.amount_minor::bigint AS minor FROM due_lines l WHERE ${conditions})`,
      `came AS (SELECT a.line_id, solde_sum(a.amount_minor) AS minor FROM ${settlers}
        WHERE a.creditor_id = ${tenantOf(asking)} AND a.credit_note_id IS NULL AND a.line_id IN (SELECT f.id FROM fell f) AND ${counts(day)} GROUP BY 1)`,
      `m AS (SELECT f.id, f.debtor_id, f.currency, f.minor, f.due AS day, ${day} - f.due AS late, coalesce(c.minor, 0) AS part FROM fell f LEFT JOIN came c ON c.line_id = f.id)`,
    ],
    ...{
      thing: 'line',
      measure: 'fell-due',
      money: true,
      amountOf: 'thing',
      ageing: false,
      dated: false,
      columns: [],
      joins: '',
    },
    keys: { currency: 'm.currency', ...periods('m.day') },
    codes: { currency: 'currency' },
  };
}

/** A rate that counts things by status; days and statuses that are not asked for leave none out. */
function keptRate(source: Source, of: Rate['of'], known: readonly string[]): Rate {
  const sums = known.map((status) => `'${status}', count(*) FILTER (WHERE m.status = '${status}')`).join(', ');
  return { source, of, sums: `json_build_object(${sums})`, ofMoney: false };
}

/** The rate that is asked for: promises or plans kept, or what was received of what fell due. */
export function rateOf(asking: Asking): Rate {
  const anyStatus = (field: 'promise-status' | 'plan-status', oneOf: readonly string[]): Asking => ({
    ...asking,
    query: { ...asking.query, filters: [...asking.query.filters, { field, oneOf, not: false }] },
  });
  switch (asking.query.measure) {
    case 'promise-kept-rate':
      return keptRate(promiseSource(anyStatus('promise-status', statuses.promise)), promiseKeptRate, statuses.promise);
    case 'plan-kept-rate':
      return keptRate(planSource(anyStatus('plan-status', statuses.plan)), planKeptRate, statuses.plan);
    default:
      return {
        source: recoverySource(asking),
        sums: "json_build_object('came', solde_sum(m.part), 'fell', solde_sum(m.minor))",
        ofMoney: true,
        of: ({ came = 0, fell = 0 }) => (fell === 0 ? null : { numerator: came, denominator: fell }),
      };
  }
}
