import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { inTenant } from '../in-tenant.ts';
import { mayDo } from '../staff/staff-order.ts';
import { noteAct, type PolicyActor } from './note-act.ts';

export type AssignOrder = PolicyActor & {
  readonly scope: 'invoice' | 'debtor' | 'segment';
  readonly key: string; // an invoice's number, a customer's reference, a segment's name
  readonly policyId: string | null; // null: the pack's own again
};

export type Assigned =
  | { readonly kind: 'assigned'; readonly before: string | null }
  | { readonly kind: 'refused'; readonly why: 'not-manager' | 'unknown-policy' | 'unknown-key' | 'ambiguous-key' };

const finders = {
  invoice: 'SELECT id::text AS key FROM invoices WHERE creditor_id = $1 AND upper(number) = upper($2)',
  debtor: 'SELECT id::text AS key FROM debtors WHERE creditor_id = $1 AND upper(reference) = upper($2)',
  segment: 'SELECT DISTINCT segment AS key FROM debtors WHERE creditor_id = $1 AND segment = $2',
} as const;

/** Puts an invoice, a customer or a segment under a policy; who was under which one before stays written. */
export async function assignPolicy(pool: pg.Pool, order: AssignOrder): Promise<Assigned> {
  const { creditorId, scope, policyId, by, at } = order;
  return await inTenant(pool, creditorId, async (client): Promise<Assigned> => {
    if (!(await mayDo(client, by, 'write-policy'))) return { kind: 'refused', why: 'not-manager' };
    const stored = await client.query(
      'SELECT FROM policies WHERE creditor_id = $1 AND kind = $2 AND pack IS NOT NULL',
      [creditorId, policyId],
    );
    if (policyId !== null && stored.rowCount === 0) return { kind: 'refused', why: 'unknown-policy' };
    const found = await client.query<{ key: string }>(finders[scope], [creditorId, order.key]);
    const [only] = found.rows;
    if (only === undefined) return { kind: 'refused', why: 'unknown-key' };
    if (found.rows.length > 1) return { kind: 'refused', why: 'ambiguous-key' };
    const ended = await client.query<{ before: string }>(
      `UPDATE policy_assignments SET ended_at = solde_instant($4) WHERE creditor_id = $1 AND scope = $2 AND key = $3 AND ended_at IS NULL
       RETURNING policy_kind AS before`,
      [creditorId, scope, only.key, at],
    );
    if (policyId !== null)
      await client.query(
        `INSERT INTO policy_assignments (id, creditor_id, scope, key, policy_kind, by, at) VALUES ($1, $2, $3, $4, $5, $6, solde_instant($7))`,
        [randomUUID(), creditorId, scope, only.key, policyId, by, at],
      );
    await noteAct(client, order, 'policy.assigned', { scope, key: only.key, policy: policyId });
    return { kind: 'assigned', before: ended.rows[0]?.before ?? null };
  });
}

/** Which policies a debtor, its segment and its invoices were put under; the narrowest is chosen by the engine. */
export async function assignedPolicies(
  pool: pg.Pool,
  creditorId: string,
  debtorId: string,
): Promise<CaseFile['policies']> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ scope: AssignOrder['scope']; key: string; policy: string }>(
      `SELECT scope, key, policy_kind AS policy FROM policy_assignments a
       WHERE creditor_id = $1 AND ended_at IS NULL AND CASE scope
         WHEN 'debtor' THEN key = $2::text
         WHEN 'segment' THEN key = (SELECT segment FROM debtors WHERE id = $2::uuid)
         ELSE EXISTS (SELECT FROM invoices i WHERE i.debtor_id = $2::uuid AND i.id::text = a.key) END`,
      [creditorId, debtorId],
    );
    const of = (scope: AssignOrder['scope']): string | null => rows.find((row) => row.scope === scope)?.policy ?? null;
    const byInvoice = Object.fromEntries(
      rows.filter(({ scope }) => scope === 'invoice').map(({ key, policy }) => [key, policy]),
    );
    return { byInvoice, debtor: of('debtor'), segment: of('segment') };
  });
}
