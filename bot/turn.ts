import { type Context } from '../dialogs/form.ts';
import { type Account } from '../domain/account.ts';
import { receivedOn } from '../domain/received-on.ts';
import { AppError } from '../domain/errors.ts';
import { nothing, type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { type Loaded, type NewBlob, type TurnCommit } from '../domain/turn.ts';
import { holdingLease } from './held-lease.ts';
import {
  type Begin,
  type ConversationRef,
  type Instead,
  type Settled,
  type TurnDeps,
  type TurnUnderstood,
} from './ports.ts';
import { sessionAfter, sessionAtMessage } from './session-after.ts';
import { heardWhileHeld } from './heard-while-held.ts';
import { commitOf, type Ended } from './turn-commit.ts';
import { contextOf, type Speaking, speakingOf } from './turn-context.ts';
import { understandTurn } from './turn-understand.ts';

/** How a run ended; `retryMs`: it failed and is run again after that time, here or elsewhere. */
export type TurnEnd = 'idle' | 'busy' | 'more' | 'done' | { readonly retryMs: number };

/** After so many runs a message is set aside, a person is told and the conversation goes on. */
export const mostRuns = 5;

/** How long a message waits after its first, second ... failed run. */
const pauses = [200, 1_000, 3_000, 5_000];
const mostConflicts = 20;

/**
 * Runs the oldest waiting message of a conversation, from its lease to its commit. Whatever fails, nothing of the run is kept
 * and the message waits for the next one; an account that changed meanwhile makes it run again at once. `begin`: the lease is taken already.
 */
export async function runTurn(deps: TurnDeps, ref: ConversationRef, begin: Begin | null = null): Promise<TurnEnd> {
  for (let conflicts = 0; ; conflicts += 1) {
    const begun = conflicts === 0 ? begin : null;
    const loaded = await (begun?.() ?? deps.store.load({ ...ref, owner: deps.owner, now: deps.clock() }));
    if ('none' in loaded) return loaded.none;
    await deps.crashPoint('turn:loaded');
    const { whole, ...instead } = deps.instead?.(loaded.channel) ?? {};
    const end = await attempt({ ...deps, ...instead }, loaded, whole);
    if (end !== 'conflict') return end;
    const counted = conflicts >= mostConflicts;
    deps.log('info', 'turn.conflict', { conversation: ref.conversationId, conflicts });
    await deps.store.release(loaded.lease, 0, counted ? null : loaded.inboxId);
    if (counted) return { retryMs: 1_000 };
  }
}

type WholeTurn = Instead['whole'];

async function attempt(deps: TurnDeps, loaded: Loaded, whole: WholeTurn): Promise<TurnEnd | 'conflict'> {
  try {
    const ended = loaded.attempts > mostRuns ? setAside(deps, loaded) : await run(deps, loaded, whole);
    return await write(deps, loaded, commitOf(deps, loaded, ended));
  } catch (error) {
    return await giveBack(deps, loaded, error);
  }
}

async function write(deps: TurnDeps, loaded: Loaded, commit: TurnCommit): Promise<TurnEnd | 'conflict'> {
  const written = await deps.store.commit(commit);
  if (!written.done) return written.conflict === 'stale-account' ? 'conflict' : 'busy';
  await deps.crashPoint('turn:committed');
  const { creditorId, conversationId } = loaded.lease;
  const seqs = new Map(written.delivered.map(({ id, seq }) => [id, seq]));
  const items = commit.outgoing.flatMap(({ id, message }) => {
    const seq = seqs.get(id);
    return seq === undefined ? [] : [{ id, seq, message, at: commit.at }];
  });
  if (items.length > 0) deps.publish({ creditorId, conversationId, prev: written.prev, items });
  if (written.sends.length > 0) deps.dispatch(written.sends.map((outboxId) => ({ creditorId, outboxId })));
  return written.more ? 'more' : 'done';
}

/** A failure never reaches the person: the message runs again, later each time. */
async function giveBack(deps: TurnDeps, loaded: Loaded, error: unknown): Promise<TurnEnd> {
  const code = error instanceof AppError ? error.code : 'UNEXPECTED';
  const { conversationId } = loaded.lease;
  deps.log(code === 'LEASE_LOST' ? 'info' : 'error', 'turn.failed', {
    conversation: conversationId,
    inbox: loaded.inboxId,
    attempts: loaded.attempts,
    code,
    why: error instanceof Error ? error.name : typeof error,
  });
  if (code === 'LEASE_LOST') return 'busy';
  const retryMs = pauses[Math.min(loaded.attempts, pauses.length) - 1] ?? 0;
  // Without the database the lease runs out by itself.
  await deps.store.release(loaded.lease, retryMs, null).catch(() => undefined);
  // The connection may have broken after the commit: whoever shows the conversation looks again.
  if (code === 'DATABASE_UNAVAILABLE') await deps.store.announce([conversationId]).catch(() => undefined);
  return { retryMs };
}

type Start = { readonly context: Context; readonly speaking: Speaking; readonly session: Ended['session'] };

function startOf(deps: TurnDeps, loaded: Loaded): Start {
  const now = deps.clock();
  const session = sessionAtMessage(loaded.session, now);
  const speaking = speakingOf(session, loaded.accounts, now);
  return { session, speaking, context: contextOf(deps, loaded, speaking, now) };
}

async function run(deps: TurnDeps, loaded: Loaded, whole: WholeTurn): Promise<Ended> {
  const now = deps.clock();
  const done = await holdingLease(deps.store, loaded.lease, async () => (await whole?.(loaded, now)) ?? null);
  if (done === null) return await converse(deps, loaded);
  await deps.crashPoint('turn:conversed');
  const { state, language, messages } = done;
  const unread: TurnUnderstood = { commands: [], language: null, source: 'exact' };
  return {
    end: 'done',
    told: { understood: unread, request: null, outcome: nothing },
    settled: { state, language, messages },
    messages,
    blobs: done.blobs,
    ...startOf(deps, loaded),
    accounts: [],
    whole: done,
  };
}

/** What a turn comes to, from what it starts from; writes nothing. */
export async function converse(deps: TurnDeps, loaded: Loaded): Promise<Ended> {
  const start = startOf(deps, loaded);
  const { context, speaking, session } = start;
  const understood = await understandTurn(deps, loaded, context);
  const { language: detected } = understood;
  const commands = heardWhileHeld(loaded, understood.commands);
  if (commands === null) return silent(loaded, start, understood);
  const draft = deps.dialogs.converse({ state: loaded.state, commands, detected, context });
  await deps.crashPoint('turn:conversed');
  const judged =
    draft.request === null ? { outcome: nothing, blobs: [] } : await judge(deps, loaded, start, draft.request);
  const after = await contextAfter(deps, loaded, start, judged.outcome);
  const settled = deps.dialogs.settle(draft, judged.outcome, after.context);
  const messages = await deps.illustrate(settled.messages);
  await deps.crashPoint('turn:settled');
  return {
    end: 'done',
    told: { understood, request: draft.request, outcome: judged.outcome },
    settled,
    messages,
    blobs: judged.blobs,
    session,
    speaking,
    accounts: after.accounts,
    context,
  };
}

/** A person holds the conversation: the message is theirs to answer, and the bot's place in its dialog is kept. */
function silent(loaded: Loaded, { context, speaking, session }: Start, understood: TurnUnderstood): Ended {
  return {
    end: 'done',
    told: { understood, request: null, outcome: nothing },
    settled: { state: loaded.state, language: context.language, messages: [] },
    messages: [],
    blobs: [],
    session,
    speaking,
    accounts: [],
    context,
  };
}

async function judge(
  deps: TurnDeps,
  loaded: Loaded,
  { context, speaking, session }: Start,
  request: Request,
): Promise<{ readonly outcome: Outcome; readonly blobs: readonly NewBlob[] }> {
  const evidence = await deps.gather(request, { ...loaded, session }, context);
  await deps.crashPoint('turn:gathered');
  const outcome = deps.decide(request, {
    creditor: loaded.creditor,
    account: speaking.account,
    subject: speaking.subject,
    policy: context.policy,
    session,
    channel: loaded.channel,
    counterpart: loaded.counterpart,
    calendar: context.calendar,
    now: context.now,
    evidence,
    newId: deps.newId,
    hash: deps.hash,
  });
  await deps.crashPoint('turn:decided');
  const drawn = await deps.draw(request, outcome, context);
  await deps.crashPoint('turn:drawn');
  return drawn;
}

/** What may be spoken about after the outcome: an account that was just proved, or none once the session has ended. */
async function contextAfter(
  deps: TurnDeps,
  loaded: Loaded,
  { context, session }: Start,
  outcome: Outcome,
): Promise<{ readonly context: Context; readonly accounts: readonly Account[] }> {
  const proved = outcome.facts.find((fact) => fact.kind === 'subject-proved')?.subject.debtorId;
  const known = loaded.accounts.some(({ debtor }) => debtor.id === proved);
  const found = proved === undefined || known ? null : await deps.store.account(loaded.lease.creditorId, proved);
  const accounts = found === null ? loaded.accounts : [...loaded.accounts, found];
  const speaking = speakingOf(sessionAfter(session, outcome.facts), accounts, context.now);
  if (speaking.account === context.account) return { context, accounts };
  return { context: contextOf(deps, loaded, speaking, context.now), accounts };
}

/** Gives a message up: a person gets a task, the writer an apology, the next message its turn. */
function setAside(deps: TurnDeps, loaded: Loaded): Ended {
  const { context, speaking, session } = startOf(deps, loaded);
  const understood: TurnUnderstood = { commands: [], language: null, source: 'exact' };
  const settled = apologise(deps, loaded, context);
  deps.log('error', 'turn.dead', { conversation: loaded.lease.conversationId, inbox: loaded.inboxId });
  const outcome: Outcome = {
    ...nothing,
    facts: [
      {
        kind: 'task-opened',
        id: deps.newId(),
        debtorId: null,
        what: 'human',
        reason: 'message-not-processed',
        note: null,
        dueOn: receivedOn(context.calendar, context.now),
        terms: null,
      },
    ],
  };
  return {
    end: 'dead',
    told: { understood, request: null, outcome },
    settled,
    messages: loaded.controller === 'human' ? [] : settled.messages,
    blobs: [],
    session,
    speaking,
    accounts: [],
    context,
  };
}

/** The state itself may be what cannot be dealt with: then the conversation starts anew. */
function apologise(deps: TurnDeps, loaded: Loaded, context: Context): Settled {
  try {
    return deps.dialogs.apology(loaded.state, context);
  } catch {
    return deps.dialogs.apology(null, context);
  }
}
