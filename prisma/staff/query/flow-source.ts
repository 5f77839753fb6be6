import { all, type Asking, dayOf, inDays, tenantOf } from './asking.ts';
import { ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import { periods, type Source } from './source.ts';
import { cameIn } from './standing.ts';

type Shared = Pick<Source, 'money' | 'amountOf' | 'keys' | 'codes' | 'ageing' | 'dated'>;

const shared: Shared = {
  ...{ money: true, amountOf: 'thing', ageing: false, dated: false },
  keys: { currency: 'm.currency', ...periods('m.day') },
  codes: { currency: 'currency' },
};

/** Money that came in and had not gone back by the day, by its value date, of whoever paid it. */
export function collectedSource(asking: Asking): Source {
  const day = dayOf(asking);
  const conditions = all([
    `p.creditor_id = ${tenantOf(asking)} AND ${cameIn('p', day)}`,
    ...inDays(asking, 'paid', 'p.value_date'),
    ...ofCurrencies(asking, 'p'),
    ...ofDebtors(asking, 'p.debtor_id'),
  ]);
  return {
    ...shared,
    parts: [
      `m AS (SELECT p.id, p.debtor_id, p.currency, p.amount_minor::bigint AS minor, p.value_date AS day, ${day} - p.value_date AS late, p.means, p.confirmed
        FROM payments p WHERE ${conditions})`,
    ],
    ...{ thing: 'payment', measure: 'collected', joins: '' },
    columns: [
      { key: 'date', kind: 'date', sql: 'r.day' },
      { key: 'means', kind: 'code', of: 'means', sql: 'r.means' },
    ],
  };
}

/** Invoices issued by the day, whole. */
export function invoicedSource(asking: Asking): Source {
  const day = dayOf(asking);
  const conditions = all([
    `v.creditor_id = ${tenantOf(asking)} AND v.issued <= ${day}`,
    ...inDays(asking, 'issued', 'v.issued'),
    ...ofCurrencies(asking, 'v'),
    ...ofDebtors(asking, 'v.debtor_id'),
  ]);
  return {
    ...shared,
    parts: [
      `m AS (SELECT v.debtor_id, v.currency, v.total_minor::bigint AS minor, v.issued AS day, ${day} - v.issued AS late FROM invoices v WHERE ${conditions})`,
    ],
    ...{ thing: 'invoice', measure: 'invoiced', joins: '', columns: [] },
  };
}
