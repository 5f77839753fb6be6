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
import { inTenant } from '../../in-tenant.ts';
import { recordAct } from '../record-act.ts';
import { acts } from './acts.ts';
import { type ReadAct } from './act.ts';
import { type ActMoment, type ActScope } from './act-scope.ts';
import { type ActDeps, type Doing, refused } from './doing.ts';
import { echoOf } from './echo.ts';
import { accountOf, findGround, type Ground, type Sitting } from './ground.ts';
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
    wish: { readonly act: string; readonly target: ActTarget; readonly inputs: Inputs },
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
type Desk = Sitting & { readonly deps: StaffActDeps };

/** Does it, as far as the open transaction goes. */
async function attempt(desk: Desk, asked: Asked): Promise<Shown | ActRefusal> {
  const ground = await findGround(desk, asked);
  if (ground.kind === 'refused') return ground;
  const read = await readAct(ground.doing, asked);
  if ('kind' in read) return read;
  const tried = await tryAct(read, ground.doing);
  return tried.kind === 'refused' ? tried : { ground, read, tried };
}

function hashOf({ act, target }: Asked, { facts, asked }: Tried): string {
  return termsOf({ act, target, facts, asked: asked === true });
}

/** What was shown, with a new token for it. */
async function show({ place, scope, at, deps }: Desk, asked: Asked, shown: Shown): Promise<Recap> {
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

async function prepareAct(desk: Desk, asked: Asked): Promise<Recap | ActRefusal> {
  const shown = await attempt(desk, asked);
  if ('kind' in shown) return shown;
  await takeBack(desk.place);
  return await show(desk, asked, shown);
}

async function performAct(desk: Desk, token: string): Promise<ActOutcome> {
  const { place, scope, at } = desk;
  const found = await lockToken(place.client, token);
  if (found === null) return refused('unknown-token');
  const why = whyNotTheirs(found, scope);
  if (why !== null) return refused(why);
  const { outcome, undone } = found;
  if (outcome !== null) return { kind: 'already-handled', outcome, undone };
  if (found.expiresAt <= at.now) return refused('expired');
  const shown = await attempt(desk, found);
  if ('kind' in shown) return shown;
  const same = shown.ground.version === found.version && hashOf(found, shown.tried) === found.termsHash;
  if (actRules[found.act].exact && !same) {
    await takeBack(place);
    return { kind: 'changed', recap: await show(desk, found, shown) };
  }
  const done = doneOf(found, shown, at);
  await useToken(place.client, found.hash, { done, undo: shown.tried.undo, at: at.now });
  return done;
}

/** Whether what a token did can still be taken back; null when it can. */
function whyNoUndo({ outcome, undo, undoUntil, undone }: KeptToken, { now }: ActMoment): string | null {
  if (outcome === null || undo === null || undoUntil === null) return 'nothing-to-undo';
  if (undone) return 'undone-before';
  return undoUntil <= now ? 'too-late' : null;
}

async function undoToken(desk: Desk, token: string): Promise<UndoOutcome> {
  const { place, scope, at } = desk;
  const found = await lockToken(place.client, token);
  if (found === null) return refused('unknown-token');
  const why = whyNotTheirs(found, scope) ?? whyNoUndo(found, at);
  if (why !== null) return refused(why);
  const ground = await findGround(desk, found);
  if (ground.kind === 'refused') return ground;
  const { locked, order, who } = ground.doing;
  if (locked === null || !(await undoAct(found.undo, { ...ground.doing, locked }))) return refused('changed');
  await markUndone(place.client, found.hash, at.now);
  const facts = { act: found.act, target: found.target };
  const debtorId = locked.account.debtor.id;
  await recordAct(place.client, order, who, { kind: 'act.undone', debtorId, facts });
  return { kind: 'undone', act: found.act };
}

/** Does what a card or a command asks: shown first, done once. */
export function makeStaffActs(deps: StaffActDeps): StaffActs {
  const sit = async <T>(scope: ActScope, at: ActMoment, work: (desk: Desk) => Promise<T>): Promise<T> =>
    await inTenant(deps.pool, scope.creditorId, (client) =>
      work({ place: { client, creditorId: scope.creditorId }, scope, at, deps }),
    );
  return {
    offers: (scope, target, at) => sit(scope, at, (desk) => findOffers(desk, target)),
    prepare: async (scope, { act, target, inputs }, at) =>
      isAct(act) ? await sit(scope, at, (desk) => prepareAct(desk, { act, target, inputs })) : refused('unknown-act'),
    perform: (scope, token, at) => sit(scope, at, (desk) => performAct(desk, token)),
    undo: (scope, token, at) => sit(scope, at, (desk) => undoToken(desk, token)),
  };
}
