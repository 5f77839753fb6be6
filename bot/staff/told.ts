import { cardText } from '../../channels/text/card-text.ts';
import { alertCard, type Digest, digestCard } from '../../dialogs/staff/digest-card.ts';
import { type Calendar, type Instant, isWorkingDay } from '../../domain/calendar.ts';
import { type CivilDate, partsOf } from '../../domain/civil-date.ts';
import { type Card } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { mayAct, scopeOf } from '../../domain/staff/may-act.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type StaffEvent } from '../../domain/staff/staff-event.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type StaffTelling, type Told, type Written } from '../../domain/staff/telling.ts';
import { type ToldSettings, type ToldTopic } from '../../domain/staff/told-topics.ts';
import { type Log } from '../ports.ts';
import { type StaffQueries } from './desk.ts';
import { lookOf } from './look.ts';
import { makePresses, type Presses } from './presses.ts';

/** Somebody who can be written to, and how they want it. */
export type Reachable = {
  readonly who: StaffUser;
  readonly conversationId: string;
  readonly language: Language;
  readonly settings: ToldSettings;
};
type CreditorDay = { readonly id: string; readonly zone: string; readonly today: CivilDate };

export type ToldDeps = {
  readonly creditors: (at: Instant) => Promise<readonly CreditorDay[]>;
  readonly reachable: (creditorId: string) => Promise<readonly Reachable[]>;
  readonly events: (of: { creditorId: string; today: CivilDate; at: Instant }) => Promise<readonly StaffEvent[]>;
  readonly disputesDue: (of: {
    creditorId: string;
    today: CivilDate;
    within: number;
    owner: string | null;
  }) => Promise<Digest['disputes']>;
  readonly queries: Pick<StaffQueries, 'answer'>;
  /** Keeps that they were told and the message together; null where everything was told before. */
  readonly tell: (telling: StaffTelling, write: (fresh: readonly Told[]) => Written) => Promise<string | null>;
  readonly dispatch: (sends: readonly { readonly creditorId: string; readonly outboxId: string }[]) => void;
  readonly calendar: (where: { readonly country: string; readonly zone: string }, at: Instant) => Calendar;
  readonly clock: () => Instant;
  readonly newId: () => string;
  readonly log: Log;
};

/** Whether it is an hour and a day at which that person wants to be told. */
export function isTheirTime(
  { settings }: Pick<Reachable, 'settings'>,
  zone: string,
  calendar: Calendar,
  at: Instant,
): boolean {
  const minute = minuteIn(settings.zone ?? zone, at);
  const { weekday } = partsOf(calendar.today);
  const ordinary = weekday > 5 || isWorkingDay(calendar, calendar.today); // a public holiday is nobody's day
  return settings.days.includes(weekday) && ordinary && settings.fromMinute <= minute && minute < settings.untilMinute;
}

function minuteIn(timeZone: string, at: Instant): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hours = '0', minutes = '0'] = clock.format(new Date(at)).split(':');
  return Number(hours) * 60 + Number(minutes);
}

const bare: Omit<StaffQuery, 'measure'> = {
  ...{ filters: [], groupBy: null, order: null, limit: 5, offset: 0, asOf: null },
};
/** A dispute is near its deadline these days before it. */
const nearDays = 3;

/** Makes what tells people things unasked, each once, within their hours; to be called now and then, by several processes at once too. */
export function makeTold(deps: ToldDeps): () => Promise<void> {
  return async () => {
    const at = deps.clock();
    for (const creditor of await deps.creditors(at)) {
      const people = await deps.reachable(creditor.id);
      const present = people.filter((one) => {
        const calendar = deps.calendar({ country: 'FR', zone: one.settings.zone ?? creditor.zone }, at);
        return isTheirTime(one, creditor.zone, calendar, at);
      });
      if (present.length === 0) continue;
      const events = await deps.events({ creditorId: creditor.id, today: creditor.today, at });
      for (const one of present) {
        await quietly(deps, () => tellDigest(deps, { creditor, one, at }));
        await quietly(deps, () => tellEvents(deps, { creditor, one, at }, events));
      }
    }
  };
}

/** What fails for one person is told to the others all the same, and tried again the next time. */
async function quietly({ log }: ToldDeps, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log('error', 'staff.not-told', { why: error instanceof Error ? error.message.slice(0, 60) : typeof error });
  }
}

function wants({ settings }: Reachable, topic: ToldTopic): boolean {
  return !settings.off.includes(topic);
}

/** Whom, of which creditor, and when. */
export type To = {
  readonly creditor: Pick<CreditorDay, 'id' | 'zone'>;
  readonly one: Reachable;
  readonly at: Instant;
};

async function tellDigest(deps: ToldDeps, to: To): Promise<void> {
  const { creditor, one, at } = to;
  if (!wants(one, 'digest') || scopeOf(one.who, 'read') === null) return;
  const { today } = deps.calendar({ country: 'FR', zone: one.settings.zone ?? creditor.zone }, at);
  const digest = await digestOf(deps, creditor, one, { today, now: at });
  const told = [{ topic: 'digest', about: today }];
  await say(deps, to, told, (_fresh, presses) => ({
    key: 'staff.digest',
    card: digestCard(digest, idsOf(presses), lookFor(creditor, one)),
  }));
}

async function digestOf(
  deps: ToldDeps,
  { id: creditorId }: To['creditor'],
  { who }: Reachable,
  moment: { readonly today: CivilDate; readonly now: Instant },
): Promise<Digest> {
  const { today } = moment;
  const ask = async (query: StaffQuery): Promise<StaffAnswer | null> => {
    const answer = await deps.queries.answer({ creditorId, who }, query, moment);
    return 'refused' in answer ? null : answer;
  };
  const [work, promises, plans, disputes] = [
    await ask({ ...bare, measure: 'priority', groupBy: 'account' }),
    await ask({
      ...{ ...bare, measure: 'promises', groupBy: 'promise' },
      filters: [
        { field: 'promised', range: { min: today, max: today } },
        { field: 'promise-status', oneOf: ['open'], not: false },
      ],
    }),
    await ask({
      ...{ ...bare, measure: 'plans', groupBy: 'plan' },
      filters: [{ field: 'plan-status', oneOf: ['late'], not: false }],
    }),
    await deps.disputesDue({
      ...{ creditorId, today, within: nearDays },
      owner: scopeOf(who, 'read') === 'own' ? who.handle : null,
    }),
  ];
  return { on: today, name: who.name, work, promises, plans, disputes };
}

/** Of an account, whoever may read it; of the installation, managers and administrators; of access, administrators. */
function concerns({ who }: Reachable, { topic, account, salesOwner }: StaffEvent): boolean {
  if (topic === 'access') return mayAct(who, 'manage-staff', null);
  if (topic === 'spend-cap' || topic === 'rate-missing' || account === null) return mayAct(who, 'write-policy', null);
  return !who.roles.every((role) => role === 'administrator') && mayAct(who, 'read', salesOwner);
}

async function tellEvents(deps: ToldDeps, to: To, events: readonly StaffEvent[]): Promise<void> {
  const { creditor, one } = to;
  const theirs = events.filter((event) => wants(one, event.topic) && concerns(one, event));
  if (theirs.length === 0) return;
  await say(deps, to, theirs, (fresh, presses) => {
    const isFresh = (event: StaffEvent): boolean =>
      fresh.some(({ topic, about }) => topic === event.topic && about === event.about);
    return { key: 'staff.alert', card: alertCard(theirs.filter(isFresh), idsOf(presses), lookFor(creditor, one)) };
  });
}

function lookFor({ zone }: To['creditor'], { language, settings }: Reachable): ReturnType<typeof lookOf> {
  return lookOf({ language, creditor: { zone: settings.zone ?? zone } });
}

function idsOf(presses: Presses): Parameters<typeof digestCard>[1] {
  const press = presses.of(null);
  return { press, open: (debtorId) => press({ kind: 'open', debtorId }) };
}

export type Said = { readonly key: string; readonly card: Card };

/** Tells somebody, once, with a card whose buttons are theirs. */
export async function say(
  deps: Pick<ToldDeps, 'tell' | 'dispatch' | 'newId'>,
  { creditor, one, at }: To,
  told: readonly Told[],
  write: (fresh: readonly Told[], presses: Presses) => Said,
): Promise<void> {
  const { id: creditorId } = creditor;
  const { who, conversationId, language } = one;
  const about = told.map(({ topic, about: what }) => ({ topic, about: what }));
  const telling = { creditorId, staffId: who.id, conversationId, told: about, at };
  const outboxId = await deps.tell(telling, (fresh) => {
    const presses = makePresses(deps.newId());
    const { key, card } = write(fresh, presses);
    const message: Message = { key, class: 'service', language, text: cardText(card, language), card };
    return { id: deps.newId(), message, cardId: presses.cardId, presses: presses.kept() };
  });
  if (outboxId !== null) deps.dispatch([{ creditorId, outboxId }]);
}
