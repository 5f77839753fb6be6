import { addDays, type CivilDate, daysBetween } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { type LevelEntry, type NoticeStatus } from './case-file.ts';
import { type CaseReading } from './case-reading.ts';
import { type EscalationPolicy, type Level, legalKinds, type Outlet } from './policy.ts';
import { type Stop } from './stop.ts';

/** The rung a line climbs next, or why it climbs none. */
export type NextLevel =
  | {
      readonly kind: 'level';
      readonly level: Level;
      readonly previous: LevelEntry | null; // the last that counted
      readonly failed: readonly Outlet[]; // by which this level did not reach them
      readonly deskDone: boolean; // of a check: we have looked, and may ask
      readonly written: boolean; // something written counted before
    }
  | { readonly kind: 'stop'; readonly stop: Stop };

const running: readonly NoticeStatus[] = ['awaiting-approval', 'approved', 'queued', 'sent'];
const sentByUs: readonly LevelEntry['outlet'][] = ['email', 'sms', 'whatsapp'];
/** A message nobody confirmed for so long is no longer waited for. */
const waitDays = 7;
/** What a person took back is not brought up again before. */
const withdrawnDays = 10;

type Standing = { readonly entry: LevelEntry; readonly level: Level };

/**
 * Where an entry stands on the ladder as it is now: by name, by the policy's mapping for levels of another version, else the highest
 * rung that is neither above its number nor of a graver legal kind.
 */
function levelIn(entry: LevelEntry, policy: EscalationPolicy): Level | null {
  const isSame = entry.policy.id === policy.id && entry.policy.version === policy.version;
  const name = isSame ? entry.levelId : (policy.mapping[entry.levelId] ?? entry.levelId);
  const named = policy.levels.find(({ id }) => id === name);
  if (named !== undefined) return named;
  const gravity = legalKinds.indexOf(entry.legal);
  return (
    policy.levels.findLast(({ number, legal }) => number <= entry.level && legalKinds.indexOf(legal) <= gravity) ?? null
  );
}

type Ladders = { readonly checks: readonly Level[]; readonly asks: readonly Level[] };

/** Policies are few and immutable, lines are many. */
const ladders = new WeakMap<EscalationPolicy, Ladders>();

/** Checks are made until the due day; from the next day on, levels that ask. */
function ladderOf(policy: EscalationPolicy, isOverdue: boolean): readonly Level[] {
  let known = ladders.get(policy);
  if (known === undefined) {
    const levels = policy.levels.toSorted((a, b) => a.number - b.number);
    const [checks, asks] = [
      levels.filter(({ kind }) => kind === 'check'),
      levels.filter(({ kind }) => kind !== 'check'),
    ];
    known = { checks, asks };
    ladders.set(policy, known);
  }
  return isOverdue ? known.asks : known.checks;
}

function isUnconfirmed({ outlet, status, decidedOn }: LevelEntry, today: CivilDate): boolean {
  const isOurs = sentByUs.includes(outlet) && (status === 'queued' || status === 'sent');
  return isOurs && daysBetween(decidedOn, today) > waitDays;
}

/** A check with outlets is climbed once they were asked; the look at our own papers is half of it. */
function isClimbed({ entry, level }: Standing): boolean {
  return (
    entry.status === 'counted' && (level.kind !== 'check' || level.outlets.length === 0 || entry.outlet !== 'desk')
  );
}

function runningStop(standing: readonly Standing[], today: CivilDate): Stop | null {
  const busy = standing.find(({ entry }) => running.includes(entry.status) && !isUnconfirmed(entry, today));
  if (busy === undefined) return null;
  const { status, levelId, outlet, decidedOn } = busy.entry;
  const gate = status === 'awaiting-approval' ? 'awaiting-approval' : 'level-running';
  return { gate, until: null, detail: `${levelId}:${status} ${outlet} ${decidedOn}` };
}

/** A level that was stopped at the door is tried from the next day on; one that a person took back later. */
function restStop(standing: readonly Standing[], level: Level, today: CivilDate): Stop | null {
  for (const { entry, level: of } of standing) {
    const days = entry.status === 'suppressed' ? 1 : entry.status === 'withdrawn' ? withdrawnDays : 0;
    if (days === 0) continue;
    const until = addDays(entry.decidedOn, days);
    if (of.id === level.id && until > today)
      return { gate: 'level-running', until, detail: `${level.id}:${entry.status}` };
  }
  return null;
}

function isWritten({ entry, level }: Standing): boolean {
  return entry.status === 'counted' && level.kind === 'demand' && entry.outlet !== 'desk' && entry.outlet !== 'phone';
}

/** Whether something written asked for the line before in its cycle, and reached them. */
export function isAskedBefore({ entriesOf }: CaseReading, lineId: string, policy: EscalationPolicy): boolean {
  return entriesOf(lineId).some((entry) => {
    const level = levelIn(entry, policy);
    return level !== null && isWritten({ entry, level });
  });
}

function lastCounted(standing: readonly Standing[]): LevelEntry | null {
  const counted = standing.filter(isClimbed).map(({ entry }) => entry);
  return counted.toSorted((a, b) => ((a.countedOn ?? '') < (b.countedOn ?? '') ? -1 : 1)).at(-1) ?? null;
}

/** The rung after the highest that counted for the line in its cycle: never more than one up, whatever happened to other lines. */
export function nextLevel(
  { entriesOf, calendar: { today } }: CaseReading,
  { line }: LineView,
  policy: EscalationPolicy,
): NextLevel {
  const ladder = ladderOf(policy, line.due < today);
  const standing = entriesOf(line.id).flatMap((entry): Standing[] => {
    const level = levelIn(entry, policy);
    return level !== null && ladder.includes(level) ? [{ entry, level }] : [];
  });
  const busy = runningStop(standing, today);
  if (busy !== null) return { kind: 'stop', stop: busy };
  const reached = Math.max(0, ...standing.filter(isClimbed).map(({ level }) => level.number));
  const level = ladder.find(({ number }) => number > reached);
  if (level === undefined) return { kind: 'stop', stop: endOf(policy, line.due, today) };
  const rest = restStop(standing, level, today);
  if (rest !== null) return { kind: 'stop', stop: rest };
  const here = standing.filter((of) => of.level.id === level.id);
  const failed = here.filter(({ entry }) => entry.status === 'failed' || isLost(entry, today));
  return {
    kind: 'level',
    level,
    previous: lastCounted(standing),
    failed: failed.flatMap(({ entry: { outlet } }) => (outlet === 'desk' ? [] : [outlet])),
    deskDone: here.some(({ entry }) => entry.status === 'counted' && entry.outlet === 'desk'),
    written: standing.some(isWritten),
  };
}

function isLost(entry: LevelEntry, today: CivilDate): boolean {
  return running.includes(entry.status) && isUnconfirmed(entry, today);
}

function endOf(policy: EscalationPolicy, due: CivilDate, today: CivilDate): Stop {
  if (due < today) return { gate: 'ladder-ended', until: null, detail: policy.id };
  return { gate: 'not-due-yet', until: addDays(due, 1), detail: `due:${due}` };
}
