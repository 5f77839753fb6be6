import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type RiskFacts, riskIndex } from '../../domain/risk-index.ts';
import { inTenant } from '../in-tenant.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

/** Who owes something late, or has a credit file or news; others have no index. */
const whom = `SELECT id FROM debtors WHERE id IN (SELECT debtor_id FROM solde_open_lines($1) WHERE due < $2::date
    UNION SELECT debtor_id FROM credit_files UNION SELECT debtor_id FROM debtor_events) ORDER BY id`;

const read = `SELECT solde_account($1, $2) AS account, json_build_object(
    'credit', (SELECT json_build_object('limit', CASE WHEN limit_minor IS NOT NULL THEN solde_money(limit_minor, currency) END,
        'insured', CASE WHEN insured_minor IS NOT NULL THEN solde_money(insured_minor, currency) END) FROM credit_files WHERE debtor_id = $2),
    'proceedings', (SELECT coalesce(json_agg(json_build_object('kind', kind)), '[]') FROM debtor_events WHERE debtor_id = $2
        AND kind IN ('insolvency', 'over-indebtedness', 'declared') AND (ended_on IS NULL OR ended_on > $3::date)),
    'closed', EXISTS (SELECT FROM debtor_events WHERE debtor_id = $2 AND kind = 'closure' AND ended_on IS NULL)) AS facts`;

/** A row that says the same is left, so that an account does not change because a day went by. */
const write = `INSERT INTO credit_files AS c (creditor_id, debtor_id, risk, risk_reasons, risk_on) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (creditor_id, debtor_id) DO UPDATE SET risk = excluded.risk, risk_reasons = excluded.risk_reasons, risk_on = excluded.risk_on
    WHERE (c.risk, c.risk_reasons) IS DISTINCT FROM (excluded.risk, excluded.risk_reasons)`;

const perTransaction = 100;
const returnsDays = 365;

async function weighOne(client: pg.ClientBase, { creditorId, today }: DayOrder, debtorId: string): Promise<number> {
  // An index of accounts that are being changed is no index: whoever changes them waits, or we do.
  await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [debtorId]);
  const { rows } = await client.query<{ account: Account; facts: RiskFacts }>(read, [creditorId, debtorId, today]);
  const [row] = rows;
  if (row === undefined) return 0;
  const { points, reasons } = riskIndex(makeLedger(row.account, today), row.facts, addDays(today, -returnsDays));
  const { rowCount } = await client.query(write, [creditorId, debtorId, points, JSON.stringify(reasons), today]);
  return rowCount ?? 0;
}

/** Keeps the explained risk index of each customer with something late, a credit file or news; writes what changed alone. */
export const weighRisk: DayJob = async (pool, order) => {
  const ids = await inTenant(pool, order.creditorId, async (client) => {
    return (await client.query<{ id: string }>(whom, [order.creditorId, order.today])).rows.map(({ id }) => id);
  });
  let changed = 0;
  for (let at = 0; at < ids.length; at += perTransaction) {
    changed += await inTenant(pool, order.creditorId, async (client) => {
      let count = 0;
      for (const id of ids.slice(at, at + perTransaction)) count += await weighOne(client, order, id);
      return count;
    });
  }
  return { changed };
};
