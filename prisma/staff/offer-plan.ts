import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type PlanTerms } from '../../domain/request.ts';
import { termsHash } from '../../domain/terms-hash.ts';
import { sha256 } from '../sha256.ts';

/** Keeps terms a person agreed to, until the debtor agrees to them too; what was offered before gives way. */
export async function offerPlan(
  client: pg.ClientBase,
  { creditorId, terms, today }: { readonly creditorId: string; readonly terms: PlanTerms; readonly today: CivilDate },
): Promise<void> {
  const { debtorId, total, frequency, policyVersion } = terms;
  await client.query("UPDATE plans SET status = 'cancelled' WHERE debtor_id = $1 AND status = 'offered'", [debtorId]);
  await client.query(
    `WITH made AS (
       INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, terms_hash, policy_version)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'offered', $6, $7, $8) RETURNING id
     ), covered AS (
       INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency)
       SELECT $1, $2, m.id, (l ->> 'lineId')::uuid, (l -> 'amount' ->> 'minor')::bigint, $4 FROM made m, jsonb_array_elements($9) AS l
     )
     INSERT INTO instalments (creditor_id, debtor_id, plan_id, position, due, amount_minor, currency)
     SELECT $1, $2, m.id, (i ->> 'position')::integer, (i ->> 'due')::date, (i -> 'amount' ->> 'minor')::bigint, $4
       FROM made m, jsonb_array_elements($10) AS i`,
    [
      ...[creditorId, debtorId, total.minor, total.currency, frequency, today],
      ...[termsHash({ kind: 'plan', terms }, sha256), policyVersion],
      ...[JSON.stringify(terms.lines), JSON.stringify(terms.instalments)],
    ],
  );
}
