import type pg from 'pg';
import { nextWorkingDay } from '../../../domain/calendar.ts';
import { addDays } from '../../../domain/civil-date.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { isDeskOpen } from '../../../domain/handoff/desk-hours.ts';
import { openTask } from '../open-task.ts';
import { type HandoffDeps, type SaidRef } from './handoff-deps.ts';
import { release } from './hold.ts';
import { type Found, lockHandoff } from './held.ts';
import { sayIn, tellHub } from './say-in.ts';

/** Why nobody answers any more; null while somebody still may. */
function whyOver(found: Found, open: boolean, at: Instant, answerMs: number): 'unanswered' | 'closed-hours' | null {
  if (found.closed || found.repliedAt !== null) return null;
  if (found.acceptedAt !== null) return at >= found.acceptedAt + answerMs ? 'unanswered' : null;
  if (!open) return 'closed-hours';
  return at >= found.openedAt + answerMs ? 'unanswered' : null;
}

/**
 * Ends a handoff that nobody answered in time, or that was asked for while nobody is there: the debtor is told once, and somebody calls
 * them back. Null where there is still time.
 */
export async function timeOut(
  client: pg.ClientBase,
  id: string,
  { creditorId, at }: { readonly creditorId: string; readonly at: Instant },
  deps: HandoffDeps,
): Promise<readonly SaidRef[] | null> {
  const found = await lockHandoff(client, id);
  if (found === null) return null;
  const { rows } = await client.query<{ minute: number; country: string }>(
    `SELECT (extract(hour FROM local) * 60 + extract(minute FROM local))::int AS minute, coalesce((SELECT d.country FROM debtors d WHERE d.id = $3), 'FR') AS country
       FROM (SELECT solde_instant($1) AT TIME ZONE $2 AS local) x`,
    [at, found.creditor.zone, found.debtorId],
  );
  const { minute, country } = rows[0] ?? { minute: 0, country: 'FR' };
  const calendar = deps.calendars({ country, zone: found.creditor.zone }, at);
  const why = whyOver(found, isDeskOpen(calendar, minute, deps.hours), at, deps.answerMs);
  if (why === null) return null;
  const on = nextWorkingDay(calendar, addDays(calendar.today, 1));
  await release(client, found, { at, why, summary: null, state: found.state });
  await openTask(client, {
    ...{ creditorId, at, kind: 'callback', reason: why, debtorId: found.debtorId, dueOn: on },
    ...{ facts: { conversationId: found.conversationId, asked: found.reason }, key: `callback:${found.id}` },
  });
  await tellHub(client, found, { creditorId, at, state: 'failed', message: why });
  const facts = { handoff: found.id, conversation: found.conversationId, why };
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    ...[
      creditorId,
      at,
      JSON.stringify([{ kind: 'handoff.unanswered', actor: 'system', debtor: found.debtorId, facts }]),
    ],
  ]);
  const { creditor, language } = found;
  const message = deps.words.unanswered({ creditor, language, on, closed: why === 'closed-hours' });
  const said = await sayIn(client, found, message, { creditorId, at, held: false });
  return said.kind === 'said' ? [said.said] : [];
}
