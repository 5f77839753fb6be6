import { type Arrival } from '../../domain/inbound.ts';
import { type TestDatabase } from '../support/database.ts';
import { type Death } from './workers.ts';

/** What went wrong, each as a sentence; and how long the slowest message waited after the last death before its end. */
export type Judgement = { readonly wrongs: readonly string[]; readonly slowestMs: number; readonly unknown: number };

type Seen = {
  readonly arrivals: readonly Arrival[];
  readonly taken: ReadonlyMap<number, number>; // when each message was acknowledged
  readonly sent: readonly string[]; // what the carrier took, in order
  readonly deaths: readonly Death[];
};

type InboxRow = {
  readonly id: number;
  readonly conversation_id: string;
  readonly external_id: string;
  readonly text: string;
  readonly state: string;
  readonly done_at: number | null;
  readonly turns: number;
  readonly tasks: number;
  readonly holds: number;
};

type OutboxRow = {
  readonly id: string;
  readonly conversation_id: string;
  readonly text: string;
  readonly channel: string;
  readonly status: string;
};

/** Compares the database and the carrier with one process that never died and took the messages in the order they were kept. */
export async function judge(db: TestDatabase, seen: Seen): Promise<Judgement> {
  const inbox = await readInbox(db);
  const outbox = await readOutbox(db);
  const wrongs = [
    ...lostOrDoubled(inbox, seen),
    ...inbox.flatMap(effects),
    ...(await answers(db, inbox, outbox)),
    ...carried(outbox, seen.sent),
  ];
  const waits = inbox.map((row) => waitOf(row, seen));
  const slowestMs = Math.max(0, ...waits);
  return {
    wrongs: slowestMs > 30_000 ? [...wrongs, `a message waited ${String(slowestMs)} ms`] : wrongs,
    slowestMs,
    unknown: outbox.filter(({ status }) => status === 'UNKNOWN').length,
  };
}

async function readInbox(db: TestDatabase): Promise<InboxRow[]> {
  const { rows } = await db.ownerPool.query<InboxRow>(`
    SELECT i.id, i.conversation_id, i.external_id, i.text, i.state, i.done_at,
           (SELECT count(*) FROM audit_events e WHERE e.inbox_id = i.id AND e.kind = 'turn') AS turns,
           (SELECT count(*) FROM tasks t WHERE t.facts ->> 'inboxId' = i.id::text) AS tasks,
           (SELECT count(*) FROM audit_events e WHERE e.inbox_id = i.id AND e.kind = 'hold-opened'
               AND EXISTS (SELECT FROM holds h WHERE h.id = (e.facts ->> 'id')::uuid)) AS holds
      FROM inbox i ORDER BY i.id`);
  return rows;
}

async function readOutbox(db: TestDatabase): Promise<OutboxRow[]> {
  const { rows } = await db.ownerPool.query<OutboxRow>(
    `SELECT id, conversation_id, message ->> 'text' AS text, channel, status FROM outbox ORDER BY seq`,
  );
  return rows;
}

function lostOrDoubled(inbox: readonly InboxRow[], { arrivals, taken }: Seen): string[] {
  const kept = new Map(inbox.map((row) => [row.external_id, row]));
  const lost = arrivals.flatMap(({ externalId }, n) =>
    taken.has(n) && kept.get(externalId)?.state === 'done'
      ? []
      : [`${externalId} is ${kept.get(externalId)?.state ?? 'lost'}`],
  );
  return inbox.length === arrivals.length ? lost : [...lost, `${String(inbox.length)} messages are kept`];
}

/** Each message had one turn, and the effects its words ask for, once. */
function effects(row: InboxRow): string[] {
  const [word] = row.text.split(' ');
  const tasks = word === 'human' || word === 'ill' ? 1 : 0;
  const wrong: string[] = [];
  if (row.turns !== 1) wrong.push(`${row.external_id} had ${String(row.turns)} turns`);
  if (row.tasks !== tasks) wrong.push(`${row.external_id} opened ${String(row.tasks)} tasks`);
  if (row.holds > (word === 'ill' ? 1 : 0)) wrong.push(`${row.external_id} opened ${String(row.holds)} holds`);
  return wrong;
}

/** Each conversation heard its messages in the order they were kept, and answered each of them once in that order. */
async function answers(db: TestDatabase, inbox: readonly InboxRow[], outbox: readonly OutboxRow[]): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ id: string; texts: string[] | null; version: number; holds: number }>(`
    SELECT c.id, c.state -> 'texts' AS texts, c.version FROM conversations c`);
  return rows.flatMap(({ id, texts, version }) => {
    const heard = inbox.filter((row) => row.conversation_id === id).map(({ text }) => text);
    const said = outbox.filter((row) => row.conversation_id === id).map(({ text }) => text);
    const expected = heard.map((text, n) => `${String(n + 1)} ${kindOf(text)} ${text}`);
    const wrong: string[] = [];
    if (JSON.stringify(texts ?? []) !== JSON.stringify(heard)) wrong.push(`${id} heard ${JSON.stringify(texts)}`);
    if (JSON.stringify(said) !== JSON.stringify(expected)) wrong.push(`${id} said ${JSON.stringify(said)}`);
    if (version !== heard.length) wrong.push(`${id} changed ${String(version)} times`);
    return wrong;
  });
}

function kindOf(text: string): string {
  if (text.startsWith('human')) return 'human';
  return text.startsWith('ill') ? 'distress' : 'heard';
}

/** What the carrier took: each row at most once, all that is written down as sent, in the order of their conversation. */
function carried(outbox: readonly OutboxRow[], sent: readonly string[]): string[] {
  const place = new Map(sent.map((id, n) => [id, n]));
  const wrong = sent.length === place.size ? [] : [`the carrier took ${String(sent.length - place.size)} twice`];
  const last = new Map<string, number>();
  for (const { id, conversation_id: conversation, channel, status } of outbox) {
    if (channel !== 'sms') {
      if (status !== 'SENT') wrong.push(`${id} is ${status}`);
      continue;
    }
    const at = place.get(id);
    if (status === 'SENT' ? at === undefined : status !== 'UNKNOWN') wrong.push(`${id} is ${status} and was not sent`);
    if (at === undefined) continue;
    if (at < (last.get(conversation) ?? -1)) wrong.push(`${id} left before the one before it`);
    last.set(conversation, at);
  }
  return wrong;
}

/** From when nothing more stood in its way (it was acknowledged, the last process died) to its end. */
function waitOf(row: InboxRow, { arrivals, taken, deaths }: Seen): number {
  const done = row.done_at ?? Infinity;
  const n = arrivals.findIndex(({ externalId }) => externalId === row.external_id);
  const from = deaths.map(({ at }) => at).filter((at) => at <= done);
  return done - Math.max(taken.get(n) ?? 0, ...from);
}
