import type pg from 'pg';
import { type Currency } from '../../../domain/money.ts';
import {
  type ActDone,
  type ActOffer,
  type ActOutcome,
  type ActRefusal,
  type Recap,
  type UndoOutcome,
} from '../../../domain/staff/acts/act-outcome.ts';
import { type ActId, actIds, actRules } from '../../../domain/staff/acts/act-rules.ts';
import { type ActTarget } from '../../../domain/staff/acts/act-target.ts';
import { inTenant, type OpenTransaction } from '../../in-tenant.ts';
import { recordAct } from '../record-act.ts';
import { acts } from './acts.ts';
import { type ReadAct } from './act.ts';
import { type ActMoment, type ActScope } from './act-scope.ts';
import { type ActDeps, type Doing, refused } from './doing.ts';
import { echoOf } from './echo.ts';
import { accountOf, findGround, type Ground } from './ground.ts';
import { type Inputs } from './inputs.ts';
import { findOffers } from './offers.ts';
import { keepToken, type KeptToken, lockToken, markUndone, termsOf, tokenMs, useToken } from './token.ts';
import { takeBack, type Tried, tryAct } from './try-act.ts';
import { undoAct } from './undo-act.ts';

export type StaffActs = {
  /** What that person may do to that now, with what has to be filled in. */
  readonly offers: (scope: ActScope, target: ActTarget, at: ActMoment) => Promise<readonly ActOffer[]>;
  /** What would happen, by the rules and on the account as they are now, with a token that does exactly that; nothing is done. */
  readonly prepare: (
    scope: ActScope,
    act: string,
    target: ActTarget,
    inputs: Inputs,
    at: ActMoment,
  ) => Promise<Recap | ActRefusal>;
  /** Does what a token stands for, once, if it still is what was shown and its person still may; everything in one transaction. */
  readonly perform: (scope: ActScope, token: string, at: ActMoment) => Promise<ActOutcome>;
  /** Takes back what was done with a token, by the same person and in time, where nothing came after it. */
  readonly undo: (scope: ActScope, token: string, at: ActMoment) => Promise<UndoOutcome>;
};

export type StaffActDeps = ActDeps & {
  readonly pool: pg.Pool;
  readonly newToken: () => string; // 128 random bits
};

type Asked = { readonly act: ActId; readonly target: ActTarget; readonly inputs: Inputs };

function isAct(id: string): id is ActId {
  return actIds.some((known) => known === id);
}

/** The account's currency, where it has one; else the creditor's first. */
async function currencyOf({ locked, place }: Doing): Promise<Currency | null> {
  const own = new Set(locked?.account.lines.map(({ amount }) => amount.currency));
  if (own.size === 1) return [...own][0] ?? null;
  if (own.size > 1) return null;
  const { rows } = await place.client.query<{ currency: string }>(
    'SELECT currency FROM creditor_accounts ORDER BY position, currency LIMIT 1',
  );
  return rows[0]?.currency ?? null;
}

async function readAct(doing: Doing, { act, inputs }: Asked): Promise<ReadAct | ActRefusal> {
  const { currency: said, ...rest } = inputs;
  const known = said !== undefined && /^[A-Z]{3}$/.test(said) ? said : await currencyOf(doing);
  return acts[act](act === 'bank-details' ? inputs : rest, known);
}

type Shown = { readonly ground: Ground; readonly read: ReadAct; readonly tried: Tried };

/** Does it, as far as the open transaction goes. */
async function attempt(
  place: OpenTransaction,
  scope: ActScope,
  asked: Asked,
  at: ActMoment,
  deps: ActDeps,
): Promise<Shown | ActRefusal> {
  const ground = await findGround(place, scope, asked, at, deps);
  if (ground.kind === 'refused') return ground;
  const read = await readAct(ground.doing, asked);
  if ('kind' in read) return read;
  const tried = await tryAct(read, ground.doing);
  return tried.kind === 'refused' ? tried : { ground, read, tried };
}

/** What was shown, with a new token for it. */
async function show(
  place: OpenTransaction,
  scope: ActScope,
  asked: Asked,
  shown: Shown,
  at: ActMoment,
  deps: StaffActDeps,
): Promise<Recap> {
  const { ground, read, tried } = shown;
  const { act, target, inputs } = asked;
  const token = deps.newToken();
  const expiresAt = at.now + tokenMs;
  const { locked, who } = ground.doing;
  await keepToken(place.client, token, {
    ...{ creditorId: scope.creditorId, staffId: who.id, conversation: scope.conversation, act, target, inputs },
    ...{ termsHash: hashOf(asked, tried), version: ground.version, expiresAt, issuedAt: at.now },
    debtorId: locked?.account.debtor.id ?? null,
  });
  const facts = [...echoOf(read.command, actRules[act].fields), ...tried.facts];
  const people = tried.asked === true ? 2 : 1;
  const undoMs = tried.undo === undefined ? null : actRules[act].undoMs;
  return { kind: 'recap', token, expiresAt, act, target, account: accountOf(locked), facts, people, undoMs };
}

function hashOf({ act, target }: Asked, { facts, asked }: Tried): string {
  return termsOf({ act, target, facts, asked: asked === true });
}

function doneOf({ act, target }: Asked, { ground, read, tried }: Shown, at: ActMoment): ActDone {
  const { undoMs } = actRules[act];
  return {
    ...{ kind: 'done', act, target, account: accountOf(ground.doing.locked) },
    ...{ facts: [...echoOf(read.command, actRules[act].fields), ...tried.facts], people: tried.asked === true ? 2 : 1 },
    told: tried.told ?? null,
    undoUntil: tried.undo === undefined || undoMs === null ? null : at.now + undoMs,
  };
}

/** Whether a token is this person's, here; `used` and `expired` are looked at by whoever takes it. */
function whyNotTheirs(token: KeptToken, scope: ActScope): string | null {
  if (token.staffId !== scope.who.id) return 'other-person';
  return token.conversation === scope.conversation ? null : 'other-conversation';
}

/** Does what a card or a command asks: shown first, done once. */
export function makeStaffActs(deps: StaffActDeps): StaffActs {
  const { pool } = deps;

  const prepare: StaffActs['prepare'] = async (scope, act, target, inputs, at) => {
    if (!isAct(act)) return refused('unknown-act');
    return await inTenant(pool, scope.creditorId, async (client) => {
      const place = { client, creditorId: scope.creditorId };
      const asked = { act, target, inputs };
      const shown = await attempt(place, scope, asked, at, deps);
      if ('kind' in shown) return shown;
      await takeBack(place);
      return await show(place, scope, asked, shown, at, deps);
    });
  };

  const perform: StaffActs['perform'] = async (scope, token, at) =>
    await inTenant(pool, scope.creditorId, async (client): Promise<ActOutcome> => {
      const place = { client, creditorId: scope.creditorId };
      const found = await lockToken(client, token);
      if (found === null) return refused('unknown-token');
      const why = whyNotTheirs(found, scope);
      if (why !== null) return refused(why);
      const { outcome, undone } = found;
      if (outcome !== null) return { kind: 'already-handled', outcome, undone };
      if (found.expiresAt <= at.now) return refused('expired');
      const shown = await attempt(place, scope, found, at, deps);
      if ('kind' in shown) return shown;
      const same = shown.ground.version === found.version && hashOf(found, shown.tried) === found.termsHash;
      if (actRules[found.act].exact && !same) {
        await takeBack(place);
        return { kind: 'changed', recap: await show(place, scope, found, shown, at, deps) };
      }
      const done = doneOf(found, shown, at);
      await useToken(client, found.hash, done, shown.tried.undo, at.now);
      return done;
    });

  const undo: StaffActs['undo'] = async (scope, token, at) =>
    await inTenant(pool, scope.creditorId, async (client): Promise<UndoOutcome> => {
      const place = { client, creditorId: scope.creditorId };
      const found = await lockToken(client, token);
      if (found === null) return refused('unknown-token');
      const why = whyNotTheirs(found, scope);
      if (why !== null) return refused(why);
      if (found.outcome === null || found.undo === null || found.undoUntil === null) return refused('nothing-to-undo');
      if (found.undone) return refused('undone-before');
      if (found.undoUntil <= at.now) return refused('too-late');
      const ground = await findGround(place, scope, found, at, deps);
      if (ground.kind === 'refused') return ground;
      const { doing } = ground;
      if (doing.locked === null || !(await undoAct(found.undo, { ...doing, locked: doing.locked })))
        return refused('changed');
      await markUndone(client, found.hash, at.now);
      const debtorId = doing.locked.account.debtor.id;
      const facts = { act: found.act, target: found.target };
      await recordAct(client, doing.order, doing.who, { kind: 'act.undone', debtorId, facts });
      return { kind: 'undone', act: found.act };
    });

  return {
    prepare,
    perform,
    undo,
    offers: async (scope, target, at) =>
      await inTenant(pool, scope.creditorId, (client) =>
        findOffers({ client, creditorId: scope.creditorId }, scope, target, at),
      ),
  };
}
