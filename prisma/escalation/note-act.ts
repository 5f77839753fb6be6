import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';

/** Who does something to a creditor's policies, and when; `by` is a handle, or `demo`. */
export type PolicyActor = { readonly creditorId: string; readonly by: string; readonly at: Instant };

/** Writes it into the trail, in the transaction that does it; `facts` hold ids, codes and dates. */
export async function noteAct(
  client: pg.ClientBase,
  { creditorId, by, at }: PolicyActor,
  kind: string,
  facts: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const event = { kind, actor: by === 'demo' ? 'demo' : `by shell, as ${by}`, facts };
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [creditorId, at, JSON.stringify([event])]);
}
