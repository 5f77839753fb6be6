import type pg from 'pg';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { signIn } from '../escalation/sign-policy.ts';
import { insertPolicy } from '../escalation/store-policy.ts';

/** A policy that is shipped, with its texts. */
export type DemoPolicy = { readonly policy: EscalationPolicy; readonly texts: readonly LevelText[] };

/** Stores the shipped policies as the demo's own, in force for a year already, signed as `demo`: a signature that does not count in production. */
export async function signDemoPolicies(
  client: pg.ClientBase,
  creditorId: string,
  today: CivilDate,
  policies: readonly DemoPolicy[],
): Promise<void> {
  const actor = { creditorId, by: 'demo', at: Date.parse(today) };
  for (const { policy, texts } of policies) {
    const dated = { ...policy, effectiveFrom: addDays(today, -365) };
    await insertPolicy(client, { ...actor, policy: dated, texts, shippedRates: [] });
    await signIn(client, { ...actor, id: policy.id, version: policy.version, today });
  }
}
