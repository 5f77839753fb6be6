import { addDays, type CivilDate, daysBetween } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { type Money } from '../money.ts';
import { type CaseReading } from './case-reading.ts';
import { dueDay } from './due-day.ts';
import { daysGivenBack } from './given-back.ts';
import { isPerhapsPaid, isStale } from './known-money.ts';
import { type LineClaim } from './line-claim.ts';
import { type ConditionFacts, meets } from './meets.ts';
import { type NextLevel, nextLevel } from './next-level.ts';
import { type EscalationPolicy, type Level } from './policy.ts';
import { isOwnerTold, salesStep } from './sales-owner.ts';
import { type Stop } from './stop.ts';

/** A line with the policy it is chased by and what of it may be asked. */
export type ChasedLine = { readonly view: LineView; readonly policy: EscalationPolicy; readonly claim: LineClaim };

/** What may be asked of a debtor and is late, over all lines, in the line's currency. */
export type Overdue = { readonly open: Money; readonly count: number };

export type NextRung = Extract<NextLevel, { kind: 'level' }> & { readonly dueOn: CivilDate };

/** A line as it is judged for the day: it climbs a rung, or there is a reason why not. */
export type JudgedLine = ChasedLine & {
  readonly rung: NextRung | null; // null: refused
  readonly refusal: Stop | null;
  readonly tellOwner: { readonly level: Level; readonly notBefore: CivilDate } | null;
  readonly spaced: { readonly level: Level; readonly until: CivilDate } | null; // only the days since the last contact keep it from that
  readonly shown: boolean; // may stand in a message about other lines
};

const stop = (gate: Stop['gate'], detail: string, until: CivilDate | null = null): Stop => ({ gate, until, detail });

function factsOf(reading: CaseReading, { view }: ChasedLine, overdue: Overdue): ConditionFacts {
  const { account, file, calendar, pastHoldsOf, promisesOf } = reading;
  const { line, daysLate } = view;
  const given = daysLate === 0 ? 0 : daysGivenBack(pastHoldsOf(line.id), account.disputes, line.due, calendar.today);
  return {
    daysLate: daysLate - given,
    open: overdue.open,
    count: overdue.count,
    contactsWithoutReply: file.contacts.withoutReply,
    daysSinceReply: file.contacts.lastReplyOn === null ? null : daysBetween(file.contacts.lastReplyOn, calendar.today),
    promiseLevel: promisesOf(line.id).filter(({ status }) => status === 'broken' || status === 'partly-kept').length,
    risk: file.risk,
    segment: file.segment,
    kind: account.debtor.kind,
    tags: file.tags,
    causes: file.causes,
  };
}

/** What must be known before anything is asked: recent accounts, and no money that may be this. */
function knownStop(reading: CaseReading, { claim, policy }: ChasedLine, level: Level): Stop | null {
  if (level.kind === 'check') return null;
  const { knownTo } = reading.account.creditor;
  const { demand, formalNotice } = policy.freshWorkingDays;
  const days = level.legal === 'formal-notice' ? Math.min(demand, formalNotice) : demand;
  if (isStale(knownTo, reading.calendar, days)) return stop('accounts-stale', `known-to:${knownTo ?? 'never'}`);
  return isPerhapsPaid(reading, claim.claim) ? stop('unmatched-cash', 'unmatched') : null;
}

/** Nothing is asked too soon after anything else, nor beyond the policy's counts; what only we look at is no contact. */
function contactStop(reading: CaseReading, { policy }: ChasedLine, rung: NextRung): Stop | null {
  const { level, deskDone } = rung;
  if (level.kind === 'decision' || (level.kind === 'check' && !deskDone)) return null;
  const { today } = reading.calendar;
  const { contacts } = reading.file;
  const last = reading.lastContact;
  const free = last === null ? null : addDays(last, level.minDaysSinceContact);
  if (free !== null && free > today) return stop('contact-too-recent', `last:${last ?? ''}`, free);
  const { perDay, perWeek, perMonth } = policy.contact;
  const isFull = contacts.today >= perDay || contacts.week >= perWeek || contacts.month >= perMonth;
  return isFull ? stop('too-frequent', `${contacts.today}/${contacts.week}/${contacts.month}`) : null;
}

function deliveredStop({ level, written }: NextRung): Stop | null {
  return level.legal === 'formal-notice' && !written ? stop('previous-not-delivered', 'nothing-written-counted') : null;
}

function dueStop({ dueOn }: NextRung, today: CivilDate): Stop | null {
  return dueOn > today ? stop('not-due-yet', `due:${dueOn}`, dueOn) : null;
}

/** The rung, with the day it is due, or why there is none. */
function rungOf(reading: CaseReading, of: ChasedLine): NextRung | Stop {
  if (of.claim.stop !== null) return of.claim.stop;
  const next = nextLevel(reading, of.view, of.policy);
  if (next.kind === 'stop') return next.stop;
  return { ...next, dueOn: dueDay(reading, of.view, next.level, next.previous) };
}

function conditionStop(reading: CaseReading, of: ChasedLine, level: Level, overdue: Overdue): Stop | null {
  if (level.when === null || meets(level.when, factsOf(reading, of, overdue))) return null;
  return stop('condition-not-met', `${of.policy.id}/${level.id}`);
}

type WhyNot = { readonly stop: Stop | null; readonly tell: JudgedLine['tellOwner'] };

/** Every reason against a rung in turn; the sales owner is told ahead of its day, so nothing else may be in the way of that. */
function whyNot(reading: CaseReading, of: ChasedLine, rung: NextRung, overdue: Overdue): WhyNot {
  const { level } = rung;
  const notDue = dueStop(rung, reading.calendar.today);
  if (notDue !== null && !isOwnerTold(level)) return { stop: notDue, tell: null };
  const early = conditionStop(reading, of, level, overdue) ?? deliveredStop(rung) ?? knownStop(reading, of, level);
  const sales = early === null ? salesStep(reading, of.view.line.id, rung) : null;
  const why = notDue ?? early ?? sales?.stop ?? contactStop(reading, of, rung);
  return { stop: why, tell: sales?.tell ?? null };
}

/** Judges one line on the reading's day: the rung it climbs, or the first reason why it climbs none. */
export function judgeLine(reading: CaseReading, of: ChasedLine, overdue: Overdue): JudgedLine {
  const shown = of.claim.stop === null && of.view.overdue && !isPerhapsPaid(reading, of.claim.claim);
  const rung = rungOf(reading, of);
  if (!('kind' in rung)) return { ...of, shown, rung: null, refusal: rung, tellOwner: null, spaced: null };
  const { stop: refusal, tell: tellOwner } = whyNot(reading, of, rung, overdue);
  const isSpaced = refusal?.gate === 'contact-too-recent' && refusal.until !== null;
  const spaced = isSpaced ? { level: rung.level, until: refusal.until } : null;
  return { ...of, shown, refusal, tellOwner, spaced, rung: refusal === null ? rung : null };
}
