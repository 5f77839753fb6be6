import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Account } from '../../../domain/account.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { type Message } from '../../../domain/message.ts';
import { whyNotText } from '../../../domain/staff/acts/staff-text.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { largestFile } from '../../../domain/largest-file.ts';
import { recordAct } from '../record-act.ts';
import { type StaffOrder } from '../staff-order.ts';
import { type HandoffDeps, type SaidRef } from './handoff-deps.ts';
import { type Found, isIdentified, lockHandoff } from './held.ts';
import { mayHold } from './brief.ts';
import { saidBefore, sayIn, tellHub } from './say-in.ts';

/** What a person wants done with a conversation, by whom. */
export type Holding = {
  readonly client: pg.ClientBase;
  readonly order: StaffOrder;
  readonly who: StaffUser;
  readonly id: string;
  readonly deps: HandoffDeps;
};

export type HandoffRefusal = { readonly kind: 'refused'; readonly why: string; readonly word?: string };
export type Taken =
  | { readonly kind: 'accepted'; readonly before: boolean; readonly said: readonly SaidRef[] }
  | { readonly kind: 'taken'; readonly by: string | null }
  | HandoffRefusal;
export type Spoken = { readonly kind: 'said'; readonly said: readonly SaidRef[] } | HandoffRefusal;
export type GivenBack =
  { readonly kind: 'returned'; readonly said: readonly SaidRef[]; readonly unsent: number } | HandoffRefusal;

const refused = (why: string, word?: string): HandoffRefusal => ({
  ...{ kind: 'refused', why },
  ...(word === undefined ? {} : { word }),
});

async function note(
  holding: Holding,
  found: Found,
  kind: string,
  words?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const facts = { handoff: found.id, conversation: found.conversationId };
  const event = { kind: `handoff.${kind}`, debtorId: found.debtorId, facts };
  await recordAct(holding.client, holding.order, holding.who, words === undefined ? event : { ...event, words });
}

/** Takes a conversation: the bot is silent from now on. The first of several who press has it. */
export async function accept(holding: Holding): Promise<Taken> {
  const { client, order, who, id, deps } = holding;
  const found = await lockHandoff(client, id);
  if (found === null || !mayHold(who, found)) return refused('unknown');
  if (found.closed) return refused('over');
  if (found.holderId !== null)
    return found.holderId === who.id
      ? { kind: 'accepted', before: true, said: [] }
      : { kind: 'taken', by: found.holder };
  await client.query(
    `UPDATE handoffs SET staff_user_id = $2, accepted_at = solde_instant($3),
       heard_upto = (SELECT coalesce(max(i.id), 0) FROM inbox i WHERE i.conversation_id = $4) WHERE id = $1`,
    [id, who.id, order.at, found.conversationId],
  );
  await client.query("UPDATE conversations SET controller = 'human' WHERE id = $1", [found.conversationId]);
  await tellHub(client, found, { creditorId: order.creditorId, at: order.at, state: 'accepted', message: who.handle });
  await note(holding, found, 'accepted');
  const message = deps.words.taken({ creditor: found.creditor, language: found.language, who: who.name });
  const said = await sayIn(client, found, message, { creditorId: order.creditorId, at: order.at, held: true });
  return { kind: 'accepted', before: false, said: said.kind === 'said' ? [said.said] : [] };
}

/** Leaves it to others; it waits on. */
export async function decline(holding: Holding): Promise<{ readonly kind: 'declined' } | HandoffRefusal> {
  const { client, who, id } = holding;
  const found = await lockHandoff(client, id);
  if (found === null || !mayHold(who, found)) return refused('unknown');
  if (found.closed) return refused('over');
  if (found.holderId === who.id) return refused('give-it-back');
  if (!found.declinedBy.includes(who.id)) {
    await client.query('UPDATE handoffs SET declined_by = declined_by || $2::uuid WHERE id = $1', [id, who.id]);
    await note(holding, found, 'declined');
  }
  return { kind: 'declined' };
}

/** The conversation, if that person holds it: looked at under its lock, in the transaction that says something in it. */
async function held({ client, who, id }: Holding): Promise<Found | HandoffRefusal> {
  const found = await lockHandoff(client, id);
  if (found === null || !mayHold(who, found)) return refused('unknown');
  const holds = !found.closed && found.holderId === who.id && found.controller === 'human';
  return holds ? found : refused('not-held');
}

/** `key`: what asks for it; the same is said once, however often it is asked. */
async function speak(
  holding: Holding,
  found: Found,
  messages: readonly Message[],
  key: string | undefined,
): Promise<Spoken> {
  const { client, order, id } = holding;
  const how = { creditorId: order.creditorId, at: order.at, held: true };
  const said: SaidRef[] = [];
  for (const [index, message] of messages.entries()) {
    const one = await sayIn(client, found, message, key === undefined ? how : { ...how, key: `${key}:${index}` });
    if (one.kind === 'stopped') return refused(one.gate);
    said.push(one.said);
  }
  await client.query('UPDATE handoffs SET replied_at = coalesce(replied_at, solde_instant($2)) WHERE id = $1', [
    id,
    order.at,
  ]);
  return { kind: 'said', said };
}

async function accountIn(client: pg.ClientBase, { creditorId }: StaffOrder, found: Found): Promise<Account | null> {
  const { rows } = await client.query<{ account: Account | null }>('SELECT solde_account($1, $2) AS account', [
    creditorId,
    found.debtorId,
  ]);
  return rows[0]?.account ?? null;
}

/** Writes to the debtor, where they write: in the person's own words, under the rules that hold for everybody's. */
export async function reply(holding: Holding, text: string, key?: string): Promise<Spoken> {
  const found = await held(holding);
  if ('kind' in found) return found;
  const { order, who, deps } = holding;
  if (text.trim() === '') return refused('nothing-written');
  const problem = whyNotText(text, { private: isIdentified(found, order.at) });
  if (problem !== null) return refused(problem.why, problem.word);
  const creditor = await creditorIn(holding, found);
  const message = deps.words.message({ creditor, language: found.language, who: who.name, text: text.trim() });
  const spoken = await speak(holding, found, [{ ...message, class: 'reply' }], key);
  if (spoken.kind === 'said') await note(holding, found, 'replied', { text: text.trim() });
  return spoken;
}

async function creditorIn({ client, order }: Holding, found: Found): Promise<Account['creditor']> {
  const { rows } = await client.query<{ creditor: Account['creditor'] }>('SELECT solde_creditor($1) AS creditor', [
    order.creditorId,
  ]);
  return rows[0]?.creditor ?? (found.creditor as Account['creditor']);
}

/** A file to be sent: what it is was looked at by whoever took it in. */
export type StaffFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

const mimes = ['application/pdf', 'image/png', 'image/jpeg'];

/** Sends a file, to somebody who proved who they are: it may say anything. */
export async function attach(holding: Holding, file: StaffFile, key?: string): Promise<Spoken> {
  const found = await held(holding);
  if ('kind' in found) return found;
  const { client, order, who, deps } = holding;
  const before = key === undefined ? null : await saidBefore(client, `${key}:0`, found.conversationId);
  if (before !== null) return { kind: 'said', said: [{ ...before, creditorId: order.creditorId }] };
  if (!isIdentified(found, order.at)) return refused('not-identified');
  if (!mimes.includes(file.mime)) return refused('file-kind');
  if (file.bytes.byteLength === 0 || file.bytes.byteLength > largestFile) return refused('file-size');
  const blobId = randomUUID();
  const name =
    file.name
      .replace(/[\p{Cc}\p{Cf}/\\:]/gu, ' ')
      .trim()
      .slice(-120) || 'file';
  const blob = { id: blobId, debtorId: found.debtorId, name, mime: file.mime };
  await client.query('SELECT solde_put_blobs($1, $2, $3, solde_instant($4))', [
    ...[order.creditorId, JSON.stringify([blob]), [Buffer.from(file.bytes)], order.at],
  ]);
  const worded = deps.words.file({ creditor: found.creditor, language: found.language, who: who.name, name });
  const files = [{ ref: { kind: 'blob' as const, blobId }, name, mime: file.mime }];
  const spoken = await speak(holding, found, [{ ...worded, class: 'reply', files }], key);
  if (spoken.kind === 'said') await note(holding, found, 'attached', { name });
  return spoken;
}

/** Sends how to pay: from the ledger and the payee of each line, never typed. */
export async function sendPayment(holding: Holding, key?: string): Promise<Spoken> {
  const found = await held(holding);
  if ('kind' in found) return found;
  const { client, order, deps } = holding;
  if (!isIdentified(found, order.at)) return refused('not-identified');
  const account = await accountIn(client, order, found);
  if (account === null) return refused('not-identified');
  const { language, channel } = found;
  const messages = deps.words.payment({ account, language, channel, now: order.at });
  if (messages.length === 0) return refused('nothing-open');
  const spoken = await speak(holding, found, messages, key);
  if (spoken.kind === 'said') await note(holding, found, 'payment-sent');
  return spoken;
}

/** How long a reply that has not left holds the end up, so that it is not lost with it. */
const unsentMs = 60_000;

async function unsentOf(client: pg.ClientBase, id: string, since: Instant): Promise<{ recent: number; all: number }> {
  const { rows } = await client.query<{ recent: number; all: number }>(
    `SELECT count(*) FILTER (WHERE queued_at > solde_instant($2))::int AS recent, count(*)::int AS "all"
       FROM outbox WHERE handoff_id = $1 AND status IN ('READY', 'SENDING')`,
    [id, since],
  );
  return rows[0] ?? { recent: 0, all: 0 };
}

/** Ends a handoff: the bot goes on, and nothing that was to be confirmed before is confirmed by what comes next. */
export async function release(
  client: pg.ClientBase,
  found: Found,
  end: {
    readonly at: Instant;
    readonly why: 'returned' | 'unanswered' | 'closed-hours';
    readonly summary: string | null;
    readonly state: unknown;
  },
): Promise<void> {
  // The fence rises: a turn under way, and what a process remembers of the conversation, began from another state.
  await client.query(
    `UPDATE conversations SET controller = 'bot', state = coalesce($2::jsonb, '{}'), version = version + 1,
            fence = fence + 1, lease_owner = NULL, lease_until = NULL WHERE id = $1`,
    [found.conversationId, end.state === null || end.state === undefined ? null : JSON.stringify(end.state)],
  );
  await client.query('UPDATE handoffs SET closed_at = solde_instant($2), closed_why = $3, summary = $4 WHERE id = $1', [
    found.id,
    end.at,
    end.why,
    end.summary,
  ]);
}

/** Gives the conversation back, with what was said and agreed in a sentence that the debtor reads too. */
export async function back(holding: Holding, summary: string): Promise<GivenBack> {
  const found = await held(holding);
  if ('kind' in found) return found;
  const { client, order, who, deps } = holding;
  const words = summary.trim();
  if (words === '') return refused('summary-missing');
  const problem = whyNotText(words, { private: isIdentified(found, order.at) });
  if (problem !== null) return refused(problem.why, problem.word);
  const unsent = await unsentOf(client, found.id, order.at - unsentMs);
  if (unsent.recent > 0) return refused('still-sending');
  const state = deps.words.afterwards(found.state);
  await release(client, found, { at: order.at, why: 'returned', summary: words, state });
  await client.query(
    "UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE conversation_id = $1 AND kind IN ('human', 'distress') AND done_at IS NULL",
    [found.conversationId, order.at, who.handle],
  );
  await tellHub(client, found, { creditorId: order.creditorId, at: order.at, state: 'completed', message: words });
  await note(holding, found, 'returned', { summary: words });
  const message = deps.words.back({ creditor: found.creditor, language: found.language, summary: words });
  const said = await sayIn(client, found, message, { creditorId: order.creditorId, at: order.at, held: false });
  return { kind: 'returned', said: said.kind === 'said' ? [said.said] : [], unsent: unsent.all };
}
