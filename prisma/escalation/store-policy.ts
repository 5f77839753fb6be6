import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { checkMapping } from '../../domain/escalation/check-mapping.ts';
import { checkPolicy } from '../../domain/escalation/check-policy.ts';
import { checkTexts } from '../../domain/escalation/check-texts.ts';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { type RateRow } from '../../domain/rates.ts';
import { inTenant } from '../in-tenant.ts';
import { mayDo } from '../staff/staff-order.ts';
import { groundOf } from './ground-of.ts';
import { noteAct, type PolicyActor } from './note-act.ts';

export type PolicyOrder = PolicyActor & {
  readonly policy: EscalationPolicy;
  readonly texts: readonly LevelText[];
  readonly shippedRates: readonly RateRow[];
};

export type PolicyStored =
  | { readonly kind: 'stored' | 'known'; readonly rowId: string }
  | { readonly kind: 'version-taken' | 'not-manager' }
  | { readonly kind: 'refused'; readonly policy: readonly PolicyProblem[]; readonly texts: readonly PolicyProblem[] };

/** The newest signed version: what a new one supersedes. */
export async function signedVersion(
  client: pg.ClientBase,
  creditorId: string,
  kind: string,
): Promise<EscalationPolicy | null> {
  const { rows } = await client.query<{ content: EscalationPolicy }>(
    `SELECT content FROM policies WHERE creditor_id = $1 AND kind = $2 AND approved_by IS NOT NULL AND pack IS NOT NULL
     ORDER BY effective_from DESC, approved_at DESC LIMIT 1`,
    [creditorId, kind],
  );
  return rows[0]?.content ?? null;
}

async function insertTexts(client: pg.ClientBase, { creditorId, policy, texts }: PolicyOrder): Promise<void> {
  const rows = texts.map(({ levelId, outlet, language, subject, body }) => ({
    ...{ id: randomUUID(), creditor_id: creditorId, key: `${policy.id}/${levelId}`, channel: outlet, language },
    ...{ version: policy.version, body: JSON.stringify({ subject, body }), effective_from: policy.effectiveFrom },
  }));
  await client.query(
    `INSERT INTO templates (id, creditor_id, key, channel, language, version, body, effective_from)
     SELECT id, creditor_id, key, channel, language, version, body, effective_from FROM jsonb_populate_recordset(NULL::templates, $1)`,
    [JSON.stringify(rows)],
  );
}

/** Stores a version, unsigned, whatever was checked before; for `storePolicy` and the demo. */
export async function insertPolicy(client: pg.ClientBase, order: PolicyOrder): Promise<PolicyStored> {
  const { creditorId, policy } = order;
  const content = JSON.stringify(policy);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([policy, order.texts]))
    .digest('hex');
  const rowId = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO policies (id, creditor_id, kind, version, pack, content, sha256, effective_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (creditor_id, kind, version) DO NOTHING`,
    [rowId, creditorId, policy.id, policy.version, policy.pack, content, sha256, policy.effectiveFrom],
  );
  if (rowCount === 0) {
    const { rows } = await client.query<{ id: string; sha256: string }>(
      'SELECT id, sha256 FROM policies WHERE creditor_id = $1 AND kind = $2 AND version = $3',
      [creditorId, policy.id, policy.version],
    );
    const [there] = rows;
    return there?.sha256 === sha256 ? { kind: 'known', rowId: there.id } : { kind: 'version-taken' };
  }
  await insertTexts(client, order);
  await noteAct(client, order, 'policy.stored', { policy: policy.id, version: policy.version, sha256 });
  return { kind: 'stored', rowId };
}

const isWrong = ({ warning }: PolicyProblem): boolean => warning !== true;

/**
 * Stores a new version of a policy with its texts; it is off until `signPolicy`. Nothing is stored when anything is wrong with it, with
 * a text, or with the way cases go on from the version before. The same version with other words is never taken.
 */
export async function storePolicy(pool: pg.Pool, order: PolicyOrder): Promise<PolicyStored> {
  const ground = await groundOf(pool, order.creditorId, order.shippedRates);
  return await inTenant(pool, order.creditorId, async (client) => {
    if (!(await mayDo(client, order.by, 'write-policy'))) return { kind: 'not-manager' };
    const before = await signedVersion(client, order.creditorId, order.policy.id);
    const isNext = before !== null && before.version !== order.policy.version;
    const policy = [
      ...checkPolicy(order.policy, ground).filter(isWrong),
      ...(isNext ? checkMapping(before, order.policy) : []),
    ];
    const texts = checkTexts(order.policy, order.texts).filter(isWrong);
    if (policy.length > 0 || texts.length > 0) return { kind: 'refused', policy, texts };
    return await insertPolicy(client, order);
  });
}
