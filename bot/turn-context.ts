import { type Context } from '../dialogs/form.ts';
import { type Account } from '../domain/account.ts';
import { type Instant } from '../domain/calendar.ts';
import { type Session, type Subject, validSubjects } from '../domain/session.ts';
import { type Loaded } from '../domain/turn.ts';
import { type TurnDeps } from './ports.ts';

/** Whose account the conversation speaks about, and by whose proof; both null below level 2. */
export type Speaking = { readonly subject: Subject | null; readonly account: Account | null };

/** The account of the last proved subject that is still valid. */
export function speakingOf(session: Session, accounts: readonly Account[], now: Instant): Speaking {
  const subject = validSubjects(session, 2, now)[0] ?? null;
  const account = accounts.find(({ debtor }) => debtor.id === subject?.debtorId) ?? null;
  return account === null ? { subject: null, account: null } : { subject, account };
}

/** The plain values dialogs look at. The day is the debtor's, or the creditor's before anyone is identified. */
export function contextOf(
  deps: Pick<TurnDeps, 'calendar' | 'policy' | 'hash' | 'dialogs' | 'reachable'>,
  loaded: Loaded,
  { account, subject }: Speaking,
  now: Instant,
): Context {
  const where = account?.debtor ?? { country: 'FR', zone: loaded.creditor.zone };
  return {
    creditor: loaded.creditor,
    account,
    contactId: subject?.contactId ?? null,
    policy: account === null ? null : deps.policy(account),
    calendar: deps.calendar({ country: where.country, zone: where.zone }, now),
    now,
    channel: loaded.channel,
    language: deps.dialogs.language(loaded.state) ?? loaded.language ?? account?.debtor.language ?? 'fr',
    text: loaded.inbound.text,
    hash: deps.hash,
    ...(deps.reachable === undefined ? {} : { reachable: deps.reachable }),
  };
}
