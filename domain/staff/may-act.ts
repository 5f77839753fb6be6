import { type StaffRole, type StaffUser } from './staff-user.ts';

/** What somebody of the creditor can do. `approve:` acts are those of another person than the one who asked. */
export const staffActs = [
  'read',
  'complete-task',
  'record-call',
  'record-consent',
  'decide-dispute',
  'waive-charge',
  'write-off',
  'place-payment',
  'propose-block',
  'lift-block',
  'pause',
  'end-pause',
  'give-default-notice',
  'ask-plan',
  'note',
  'assign', // a sales owner or a collector
  'assign-task',
  'hold',
  'release',
  'mark-vulnerable',
  'see-care', // why somebody needs care, and the end of that care
  'mark-insolvent',
  'mark-deceased',
  'wrong-address',
  'record-payment',
  'promise',
  'claim-charge',
  'discount',
  'bank-details',
  'send-message',
  'stop-message',
  'change-contact',
  'hold-conversation', // speaks with a debtor in the bot's place
  'approve:formal-notice',
  'approve:agency',
  'approve:legal',
  'approve:plan-default',
  'approve:block',
  'approve:notice',
  'approve:plan',
  'approve:write-off',
  'approve:discount',
  'approve:bank-details',
  'approve:release',
  'stop-sending',
  'resume-sending',
  'write-policy',
  'sign-policy',
  'manage-staff',
] as const;
export type StaffAct = (typeof staffActs)[number];

/** `own`: of the accounts they are the sales owner of, and no others. */
export type Scope = 'all' | 'own';

/** Of the accounts they know: sales as well, on their own. Whoever hears that somebody needs care or has died may say so at once. */
const nearby = [
  ...(['read', 'complete-task', 'record-call', 'note', 'assign-task', 'promise', 'mark-vulnerable'] as const),
  ...([
    'mark-deceased',
    'wrong-address',
    'send-message',
    'stop-message',
    'change-contact',
    'hold-conversation',
  ] as const),
];

function each(acts: readonly StaffAct[], scope: Scope): Partial<Record<StaffAct, Scope>> {
  return Object.fromEntries(acts.map((act) => [act, scope]));
}

const everyday: Partial<Record<StaffAct, Scope>> = {
  ...each(nearby, 'all'),
  'record-consent': 'all',
  'decide-dispute': 'all',
  'waive-charge': 'all',
  'write-off': 'all',
  'place-payment': 'all',
  'propose-block': 'all',
  'give-default-notice': 'all',
  'ask-plan': 'all',
  hold: 'all',
  release: 'all',
  'mark-insolvent': 'all',
  'record-payment': 'all',
  'claim-charge': 'all',
  discount: 'all',
  'stop-sending': 'all',
};

/**
 * Which role may do what, on which accounts; an act that is not named is not allowed. An administrator says who may act and under
 * which policies, and decides nothing about an account: the two are kept apart.
 */
export const roleTable: Readonly<Record<StaffRole, Readonly<Partial<Record<StaffAct, Scope>>>>> = {
  reader: { read: 'all' },
  clerk: everyday,
  sales: { ...each(nearby, 'own'), pause: 'own' },
  manager: {
    ...everyday,
    assign: 'all',
    'see-care': 'all',
    'bank-details': 'all',
    'lift-block': 'all',
    'end-pause': 'all',
    'approve:formal-notice': 'all',
    'approve:agency': 'all',
    'approve:legal': 'all',
    'approve:plan-default': 'all',
    'approve:block': 'all',
    'approve:notice': 'all',
    'approve:plan': 'all',
    'approve:write-off': 'all',
    'approve:discount': 'all',
    'approve:bank-details': 'all',
    'approve:release': 'all',
    'resume-sending': 'all',
    'write-policy': 'all',
  },
  administrator: {
    ...{ 'bank-details': 'all', 'approve:bank-details': 'all' },
    ...{ read: 'all', 'approve:release': 'all', 'stop-sending': 'all', 'resume-sending': 'all' },
    ...{ 'write-policy': 'all', 'sign-policy': 'all', 'manage-staff': 'all' },
  },
};

/** The accounts on which a person may do that: all, their own, or none (null). */
export function scopeOf(who: StaffUser, act: StaffAct): Scope | null {
  if (who.disabled) return null;
  const scopes = who.roles.map((role) => roleTable[role][act]);
  if (scopes.includes('all')) return 'all';
  return scopes.includes('own') ? 'own' : null;
}

/** Whether a person may do that on an account with this sales owner (a handle); null where it is of no account. */
export function mayAct(who: StaffUser, act: StaffAct, salesOwner: string | null): boolean {
  const scope = scopeOf(who, act);
  return scope === 'all' || (scope === 'own' && salesOwner === who.handle);
}
