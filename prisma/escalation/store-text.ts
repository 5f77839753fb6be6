import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { checkText } from '../../domain/escalation/check-text.ts';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { templateProblems } from '../../domain/escalation/template-variables.ts';
import { textProblemWords } from '../../domain/escalation/text-problem-words.ts';
import { inTenant } from '../in-tenant.ts';
import { mayDo } from '../staff/staff-order.ts';
import { newestVersion } from './newest-version.ts';
import { noteAct, type PolicyActor } from './note-act.ts';

export type TextOrder = PolicyActor & {
  readonly policyId: string;
  readonly text: Omit<LevelText, 'draft'>;
  readonly contentSid?: string | null; // the template that WhatsApp approved of it
  readonly today: CivilDate;
};

export type TextStored =
  | { readonly kind: 'stored'; readonly version: string; readonly from: CivilDate }
  | { readonly kind: 'refused'; readonly why: 'not-manager' | 'unknown-policy' | 'unknown-level' }
  | { readonly kind: 'refused'; readonly why: 'wrong'; readonly problems: readonly PolicyProblem[] };

async function insert(client: pg.ClientBase, order: TextOrder, policy: EscalationPolicy): Promise<TextStored> {
  const { creditorId, text, by, at, today } = order;
  const key = `${policy.id}/${text.levelId}`;
  const from = policy.effectiveFrom > today ? policy.effectiveFrom : today;
  const { rows } = await client.query<{ version: string }>(
    `INSERT INTO templates (id, creditor_id, key, channel, language, version, body, effective_from, approved_by, approved_at, content_sid)
     SELECT $1, $2, $3, $4, $5, $6 || '+' || (1 + count(*)), $7, $8, $9, solde_instant($10), $11 FROM templates
     WHERE creditor_id = $2 AND key = $3 AND channel = $4 AND language = $5 AND starts_with(version, $6 || '+')
     RETURNING version`,
    [
      ...[randomUUID(), creditorId, key, text.outlet, text.language, policy.version],
      ...[JSON.stringify({ subject: text.subject, body: text.body }), from, by, at, order.contentSid ?? null],
    ],
  );
  const version = rows[0]?.version ?? '';
  await noteAct(client, order, 'text.stored', {
    ...{ key, outlet: text.outlet, language: text.language, version },
    ...(order.contentSid == null ? {} : { contentSid: order.contentSid }),
  });
  return { kind: 'stored', version, from };
}

function checkTemplate({ text, contentSid = null }: TextOrder): readonly PolicyProblem[] {
  if (contentSid === null) return [];
  const path = [text.levelId, text.outlet, text.language];
  if (text.outlet !== 'whatsapp')
    return [{ path, problem: 'a template is of WhatsApp', mend: 'leave --content-sid out' }];
  return templateProblems(text.body).map((code) => ({ path, ...textProblemWords(code) }));
}

/** Stores another wording of a level, approved by the manager who wrote it; nothing when it is not in order. */
export async function storeText(pool: pg.Pool, order: TextOrder): Promise<TextStored> {
  const { creditorId, text } = order;
  return await inTenant(pool, creditorId, async (client): Promise<TextStored> => {
    if (!(await mayDo(client, order.by, 'write-policy'))) return { kind: 'refused', why: 'not-manager' };
    const policy = await newestVersion(client, creditorId, order.policyId);
    if (policy === null) return { kind: 'refused', why: 'unknown-policy' };
    const level = policy.levels.find(({ id }) => id === text.levelId);
    if (level?.outlets.includes(text.outlet) !== true) return { kind: 'refused', why: 'unknown-level' };
    const problems = [...checkText(policy, level, { ...text, draft: false }), ...checkTemplate(order)];
    return problems.length > 0 ? { kind: 'refused', why: 'wrong', problems } : await insert(client, order, policy);
  });
}
