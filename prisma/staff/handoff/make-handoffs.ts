import { randomUUID } from 'node:crypto';
import { type Instant } from '../../../domain/calendar.ts';
import { type Brief, type HandoffListed } from '../../../domain/handoff/handoff.ts';
import { inTenant } from '../../in-tenant.ts';
import { type ActMoment, type ActScope, orderOf } from '../acts/act-scope.ts';
import { asStaff, findStaff } from '../staff-order.ts';
import { briefOf, listedOf, mayHold } from './brief.ts';
import { type HandoffDeps, type SaidRef } from './handoff-deps.ts';
import { findHandoff, openHandoffs } from './held.ts';
import {
  accept,
  attach,
  back,
  decline,
  type GivenBack,
  type HandoffRefusal,
  type Holding,
  reply,
  sendPayment,
  type Spoken,
  type StaffFile,
  type Taken,
} from './hold.ts';
import { type HandoffHub, type Heard, showHeard, tellEvents } from './hub.ts';
import { timeOut } from './time-out.ts';

type Who = Pick<ActScope, 'creditorId' | 'who'>;
type Now = Pick<ActMoment, 'now'>;
type Of = { readonly creditorId: string; readonly at: Instant };

export type Handoffs = {
  /** A person is wanted in that conversation; one that waits already is the same. */
  readonly open: (of: Of & { readonly conversationId: string; readonly reason: string }) => Promise<string>;
  /** What waits and what is held, of the accounts that person may speak about. */
  readonly list: (scope: Who) => Promise<readonly HandoffListed[]>;
  /** Brief and transcript, for whoever may hold it; else null. */
  readonly brief: (scope: Who, id: string, at: Now) => Promise<Brief | null>;
  readonly accept: (scope: Who, id: string, at: Now) => Promise<Taken>;
  readonly decline: (scope: Who, id: string, at: Now) => Promise<{ readonly kind: 'declined' } | HandoffRefusal>;
  readonly reply: (
    scope: Who,
    wish: { readonly id: string; readonly text: string; readonly key?: string },
    at: Now,
  ) => Promise<Spoken>;
  readonly attach: (
    scope: Who,
    wish: { readonly id: string; readonly file: StaffFile; readonly key?: string },
    at: Now,
  ) => Promise<Spoken>;
  readonly sendPayment: (scope: Who, wish: { readonly id: string; readonly key?: string }, at: Now) => Promise<Spoken>;
  readonly back: (scope: Who, wish: { readonly id: string; readonly summary: string }, at: Now) => Promise<GivenBack>;
  /** Ends what nobody answered in time or in hours; what was said must be sent or announced by the caller. */
  readonly timeouts: (of: Of) => Promise<readonly SaidRef[]>;
  /** Tells the hub what it does not know yet. */
  readonly tell: (of: Of, hub: HandoffHub) => Promise<number>;
  /** Shows holders what debtors wrote to them. */
  readonly hear: (creditorId: string, show: (heard: Heard) => Promise<void>) => Promise<number>;
};

const refused = (why: string): HandoffRefusal => ({ kind: 'refused', why });

/** As many at once. */
const batch = 50;

async function openOne(
  { pool }: HandoffDeps,
  { creditorId, at, conversationId, reason }: Parameters<Handoffs['open']>[0],
): Promise<string> {
  return await inTenant(pool, creditorId, async (client) => {
    await client.query(
      `INSERT INTO handoffs (id, creditor_id, conversation_id, reason, opened_at) VALUES ($1, $2, $3, $4, solde_instant($5))
       ON CONFLICT (conversation_id) WHERE closed_at IS NULL DO NOTHING`,
      [randomUUID(), creditorId, conversationId, reason, at],
    );
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM handoffs WHERE conversation_id = $1 AND closed_at IS NULL',
      [conversationId],
    );
    return rows[0]?.id ?? '';
  });
}

async function listAll({ pool, answerMs }: HandoffDeps, scope: Who): Promise<readonly HandoffListed[]> {
  return await inTenant(pool, scope.creditorId, async (client) => {
    const who = await findStaff(client, scope.who.handle);
    if (who?.id !== scope.who.id) return [];
    const listed: HandoffListed[] = [];
    for (const found of await openHandoffs(client))
      if (mayHold(who, found)) listed.push(await listedOf(client, found, who, answerMs));
    return listed;
  });
}

async function readBrief(
  { pool, answerMs }: HandoffDeps,
  scope: Who,
  of: { id: string; at: Now },
): Promise<Brief | null> {
  return await inTenant(pool, scope.creditorId, async (client) => {
    const who = await findStaff(client, scope.who.handle);
    const found = await findHandoff(client, of.id);
    if (who?.id !== scope.who.id || found === null || !mayHold(who, found)) return null;
    const listed = await listedOf(client, found, who, answerMs);
    return await briefOf(client, found, listed, { creditorId: scope.creditorId, at: of.at.now });
  });
}

async function endLate(deps: HandoffDeps, of: Of): Promise<readonly SaidRef[]> {
  const open = await inTenant(deps.pool, of.creditorId, openHandoffs);
  const said: SaidRef[] = [];
  for (const { id } of open)
    said.push(...((await inTenant(deps.pool, of.creditorId, (client) => timeOut(client, id, of, deps))) ?? []));
  return said;
}

/** Conversations that people hold in the bot's place: one holder at a time, whom every word is checked against. */
export function makeHandoffs(deps: HandoffDeps): Handoffs {
  const { pool } = deps;
  const holding = async <T>(
    scope: Who,
    id: string,
    at: Now,
    work: (of: Holding) => Promise<T>,
  ): Promise<T | HandoffRefusal> => {
    const order = orderOf(scope, at);
    const heard = await asStaff<{ readonly kind: 'answer'; readonly answer: T | HandoffRefusal }>(
      pool,
      order,
      async (client, who) => ({
        kind: 'answer',
        answer: who.id === scope.who.id ? await work({ client, order, who, id, deps }) : refused('unknown-person'),
      }),
    );
    return heard.kind === 'not-done' ? refused(heard.why) : heard.answer;
  };
  return {
    open: (of) => openOne(deps, of),
    list: (scope) => listAll(deps, scope),
    brief: (scope, id, at) => readBrief(deps, scope, { id, at }),
    accept: (scope, id, at) => holding(scope, id, at, accept),
    decline: (scope, id, at) => holding(scope, id, at, decline),
    reply: (scope, { id, text, key }, at) => holding(scope, id, at, (of) => reply(of, text, key)),
    attach: (scope, { id, file, key }, at) => holding(scope, id, at, (of) => attach(of, file, key)),
    sendPayment: (scope, { id, key }, at) => holding(scope, id, at, (of) => sendPayment(of, key)),
    back: (scope, { id, summary }, at) => holding(scope, id, at, (of) => back(of, summary)),
    timeouts: (of) => endLate(deps, of),
    tell: ({ creditorId, at }, hub) =>
      inTenant(pool, creditorId, (client) => tellEvents(client, { creditorId, at, limit: batch }, hub)),
    hear: (creditorId, show) => inTenant(pool, creditorId, (client) => showHeard(client, batch, show)),
  };
}
