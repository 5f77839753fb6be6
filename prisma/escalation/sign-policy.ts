import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { checkMapping } from '../../domain/escalation/check-mapping.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { inTenant } from '../in-tenant.ts';
import { mayDo } from '../staff/staff-order.ts';
import { noteAct, type PolicyActor } from './note-act.ts';
import { signedVersion } from './store-policy.ts';

export type SignOrder = PolicyActor & { readonly id: string; readonly version: string; readonly today: CivilDate };

export type PolicySigned =
  | { readonly kind: 'signed'; readonly from: CivilDate }
  | { readonly kind: 'refused'; readonly why: 'not-administrator' | 'unknown' | 'signed-already' | 'later-signed' }
  | { readonly kind: 'refused'; readonly why: 'mapping'; readonly problems: readonly PolicyProblem[] };

type Row = {
  readonly id: string;
  readonly policy: EscalationPolicy;
  readonly from: CivilDate;
  readonly by: string | null;
};

async function supersede(client: pg.ClientBase, { creditorId, id, today }: SignOrder, row: Row): Promise<void> {
  await client.query(
    `UPDATE policies SET superseded_on = greatest($3::date, $4::date)
     WHERE creditor_id = $1 AND kind = $2 AND approved_by IS NOT NULL AND superseded_on IS NULL AND id <> $5`,
    [creditorId, id, row.from, today, row.id],
  );
}

/**
 * Signs a stored version in the transaction given: it is in force from its day on, its texts are approved, and the version before ends
 * on that day (or today, when that is later). Cases in progress go on as its mapping says.
 */
export async function signIn(client: pg.ClientBase, order: SignOrder): Promise<PolicySigned> {
  const { creditorId, id, version, by, at } = order;
  // Two signatures of one policy wait for each other, so that one ends the other's version.
  const { rows } = await client.query<Row & { readonly version: string }>(
    `SELECT id, content AS policy, effective_from AS "from", approved_by AS by, version FROM policies
     WHERE creditor_id = $1 AND kind = $2 AND pack IS NOT NULL ORDER BY id FOR UPDATE`,
    [creditorId, id],
  );
  const row = rows.find((one) => one.version === version);
  if (row === undefined) return { kind: 'refused', why: 'unknown' };
  if (row.by !== null) return { kind: 'refused', why: 'signed-already' };
  const before = await signedVersion(client, creditorId, id);
  if (before !== null && before.effectiveFrom > row.from) return { kind: 'refused', why: 'later-signed' };
  const problems = before === null ? [] : checkMapping(before, row.policy);
  if (problems.length > 0) return { kind: 'refused', why: 'mapping', problems };
  await supersede(client, order, row);
  const signed = [creditorId, by, at];
  await client.query(
    'UPDATE policies SET approved_by = $2, approved_at = solde_instant($3) WHERE creditor_id = $1 AND id = $4',
    [...signed, row.id],
  );
  await client.query(
    `UPDATE templates SET approved_by = $2, approved_at = solde_instant($3)
     WHERE creditor_id = $1 AND starts_with(key, $4 || '/') AND version = $5 AND approved_by IS NULL`,
    [...signed, id, version],
  );
  await noteAct(client, order, 'policy.signed', { policy: id, version, from: row.from });
  return { kind: 'signed', from: row.from };
}

/** Signs a stored version, which only an administrator of the creditor may do. */
export async function signPolicy(pool: pg.Pool, order: SignOrder): Promise<PolicySigned> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const may = await mayDo(client, order.by, 'sign-policy');
    return may ? await signIn(client, order) : { kind: 'refused', why: 'not-administrator' };
  });
}
