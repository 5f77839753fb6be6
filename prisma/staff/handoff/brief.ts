import type pg from 'pg';
import { type Brief, type HandoffListed, type Line } from '../../../domain/handoff/handoff.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { type Money, money } from '../../../domain/money.ts';
import { mayAct } from '../../../domain/staff/may-act.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { type Account } from '../../../domain/account.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Found, isIdentified } from './held.ts';

/** What of a conversation is shown to whoever takes it: the last of it. */
const lines = 60;

/** Whether a person may hold that conversation, or see it. */
export function mayHold(who: StaffUser, { salesOwner }: Pick<Found, 'salesOwner'>): boolean {
  return mayAct(who, 'hold-conversation', salesOwner);
}

/** What was said in a conversation, oldest first; files are named. A one-time code was never kept. */
export async function transcriptOf(client: pg.ClientBase, conversationId: string): Promise<readonly Line[]> {
  const { rows } = await client.query<Line>(
    `SELECT last.at, last."from", last.text FROM (
       SELECT s.seq, solde_ms(s.at) AS at, s.who AS "from", s.text FROM (
         SELECT i.id AS seq, i.received_at AS at, 'debtor' AS who, i.text FROM inbox i WHERE i.conversation_id = $1 AND i.text <> ''
         UNION ALL
         SELECT o.seq, o.queued_at, CASE WHEN o.handoff_id IS NULL THEN 'bot' ELSE 'staff' END, o.message ->> 'text' FROM outbox o
          WHERE o.conversation_id = $1 AND o.status <> 'REFUSED' AND o.secret IS NULL) s ORDER BY s.seq DESC LIMIT $2) last ORDER BY last.seq`,
    [conversationId, lines],
  );
  return rows;
}

export async function listedOf(
  client: pg.ClientBase,
  found: Found,
  who: Pick<StaffUser, 'id'>,
  answerMs: number,
): Promise<HandoffListed> {
  const { rows } = await client.query<{ debtorId: string; reference: string; name: string }>(
    'SELECT id AS "debtorId", reference, name FROM debtors WHERE id = $1',
    [found.debtorId],
  );
  return {
    ...{ id: found.id, conversationId: found.conversationId, channel: found.channel, reason: found.reason },
    ...{ since: found.openedAt, answerBy: found.openedAt + answerMs, holder: found.holder },
    ...{ declined: found.declinedBy.includes(who.id), account: rows[0] ?? null },
  };
}

function sumsOf(account: Account, today: CivilDate): Pick<Brief, 'open' | 'overdue'> {
  const views = makeLedger(account, today).lines;
  const sum = (of: typeof views): readonly Money[] =>
    [...Map.groupBy(of, ({ open }) => open.currency)].map(([currency, all]) =>
      money(
        all.reduce((total, { open }) => total + open.minor, 0),
        currency,
      ),
    );
  return { open: sum(views), overdue: sum(views.filter(({ overdue }) => overdue)) };
}

function askedIn(state: unknown): string | null {
  const pending = typeof state === 'object' && state !== null && 'pending' in state ? state.pending : null;
  const flow = typeof pending === 'object' && pending !== null && 'flow' in pending ? pending.flow : null;
  return typeof flow === 'string' ? flow : null;
}

/** All of it, for whoever may hold the conversation. */
export async function briefOf(
  client: pg.ClientBase,
  found: Found,
  listed: HandoffListed,
  now: { readonly creditorId: string; readonly at: Instant },
): Promise<Brief> {
  const { rows } = await client.query<{ account: Account | null; today: CivilDate | null }>(
    'SELECT solde_account($1, $2) AS account, solde_day_of($2, solde_instant($3)) AS today',
    [now.creditorId, found.debtorId, now.at],
  );
  const { rows: notes } = await client.query<{ note: string }>(
    `SELECT facts ->> 'note' AS note FROM tasks WHERE conversation_id = $1 AND facts ->> 'note' IS NOT NULL ORDER BY opened_at DESC LIMIT 5`,
    [found.conversationId],
  );
  const { account, today } = rows[0] ?? { account: null, today: null };
  const sums = account === null || today === null ? { open: [], overdue: [] } : sumsOf(account, today);
  return {
    ...{ ...listed, ...sums, language: found.language, identified: isIdentified(found, now.at) },
    ...{ asked: askedIn(found.state), notes: notes.map(({ note }) => note) },
    transcript: await transcriptOf(client, found.conversationId),
  };
}
