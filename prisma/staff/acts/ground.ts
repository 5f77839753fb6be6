import { type ActAccount, type ActRefusal } from '../../../domain/staff/acts/act-outcome.ts';
import { type ActId, actRules } from '../../../domain/staff/acts/act-rules.ts';
import { type ActTarget } from '../../../domain/staff/acts/act-target.ts';
import { mayAct } from '../../../domain/staff/may-act.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { type OpenTransaction } from '../../in-tenant.ts';
import { lockAccount, type LockedAccount } from '../lock-account.ts';
import { findStaff } from '../staff-order.ts';
import { type ActMoment, type ActScope, orderOf } from './act-scope.ts';
import { type ActDeps, type Doing, refused } from './doing.ts';
import { type Resolved, resolveTarget } from './resolve-target.ts';

/** What an act is done on, locked until the transaction ends, with the version that what was shown is compared to. */
export type Ground = { readonly kind: 'ground'; readonly doing: Doing; readonly version: number | null };

/** Whether a person may do that to what was found: whoever may not even read it hears that there is no such thing. */
export function whyNotAct(
  who: StaffUser,
  id: ActId,
  target: Resolved,
): 'unknown' | 'not-allowed' | 'same-person' | null {
  const seen = target.debtorId === null ? !who.disabled : mayAct(who, 'read', target.salesOwner);
  if (!seen) return 'unknown';
  const rule = actRules[id];
  if (rule.on !== target.kind) return 'unknown';
  const own = target.askedBy === `staff:${who.handle}`;
  if (rule.right !== 'decide') return mayAct(who, rule.right, target.salesOwner) ? null : 'not-allowed';
  if (id === 'refuse' && own) return null; // who asked may take it back
  if (target.approval === null) return 'unknown';
  if (own) return 'same-person';
  return mayAct(who, `approve:${target.approval}`, target.salesOwner) ? null : 'not-allowed';
}

async function creditorVersion({ client, creditorId }: OpenTransaction): Promise<number | null> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM creditors WHERE id = $1 FOR NO KEY UPDATE',
    [creditorId],
  );
  return rows[0]?.version ?? null;
}

/** Somebody asking, in a transaction that is open. */
export type Sitting = {
  readonly place: OpenTransaction;
  readonly scope: ActScope;
  readonly at: ActMoment;
  readonly deps: ActDeps;
};

/** Looks who it is and what it would be done to, as both are now. */
export async function findGround(
  { place, scope, at, deps }: Sitting,
  wish: { readonly act: ActId; readonly target: ActTarget },
): Promise<Ground | ActRefusal> {
  const { client } = place;
  const who = await findStaff(client, scope.who.handle);
  if (who?.id !== scope.who.id) return refused('unknown-person');
  if (who.disabled) return refused('disabled-person');
  const found = await resolveTarget(client, wish.target, at.now);
  if (found === null) return refused('unknown');
  const why = whyNotAct(who, wish.act, found);
  if (why !== null) return refused(why);
  const locked = found.debtorId === null ? null : await lockAccount(client, scope.creditorId, found.debtorId, at.now);
  // Read again under the lock: somebody else may have been quicker.
  const target = (await resolveTarget(client, wish.target, at.now)) ?? found;
  const version = locked === null ? await creditorVersion(place) : locked.account.debtor.version;
  const today = locked?.today ?? at.today;
  const doing = { place, order: orderOf(scope, at), who, target, locked, today, at: at.now, deps };
  return { kind: 'ground', doing, version };
}

/** How the account is called. */
export function accountOf(locked: LockedAccount | null): ActAccount | null {
  if (locked === null) return null;
  const { id, reference, name } = locked.account.debtor;
  return { debtorId: id, reference, name };
}
