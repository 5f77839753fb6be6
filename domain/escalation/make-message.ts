import { addDays } from '../civil-date.ts';
import { type CaseReading } from './case-reading.ts';
import { claimed, type Climbing, type Group, headOf, heightOf } from './climbing.ts';
import { type JudgedLine } from './judge-line.ts';
import { type Outlet } from './policy.ts';
import { type ClaimedLine, type Refusal, type Step } from './step.ts';
import { type Stop } from './stop.ts';
import { type UsableOutlet, usableOutlets } from './usable-outlets.ts';

export type Made = { readonly steps: readonly Step[]; readonly refusals: readonly Refusal[] };

type Room = {
  readonly reading: CaseReading;
  readonly reachable: readonly Outlet[];
  readonly all: readonly JudgedLine[];
};

function refusedAll(lines: readonly JudgedLine[], stop: Stop): readonly Refusal[] {
  return lines.map(({ view }) => ({ lineId: view.line.id, ...stop }));
}

/** Nothing brings that level to them: a person looks for an address, once. */
function unreachable({ reading }: Room, group: Group): Made {
  const { level, lines } = group;
  const refusals = refusedAll(lines, { gate: 'no-usable-channel', until: null, detail: level.outlets.join('+') });
  if (reading.file.openTasks?.includes('address-check') === true) return { steps: [], refusals };
  const task = { kind: 'task', what: 'address-check', ...headOf(group) } as const;
  return { steps: [{ ...task, lines: lines.map((line) => claimed(line, level.number)) }], refusals };
}

function oldestFirst(a: ClaimedLine, b: ClaimedLine): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  return a.lineId < b.lineId ? -1 : 1;
}

/**
 * What one message holds: a legal kind only the lines that reached it, a demand every line of its policy that climbs, each its own
 * rung, and the other late ones as shown; a question about our papers only its own.
 */
function linesOf({ all }: Room, group: Group, others: readonly Climbing[]): readonly ClaimedLine[] {
  const { level, policy } = group;
  const own = group.lines.map((line) => claimed(line, level.number));
  if (level.legal !== 'none' || level.kind !== 'demand') return own;
  const climbing = others.filter((line) => line.policy === policy && line.rung.level.kind === 'demand');
  const moved = new Set([...group.lines, ...climbing].map(({ view }) => view.line.id));
  const shown = all.filter((line) => line.policy === policy && line.shown && !moved.has(line.view.line.id));
  return [
    ...own,
    ...climbing.map((line) => claimed(line, line.rung.level.number)),
    ...shown.map((line) => claimed(line, 0)),
  ].toSorted(oldestFirst);
}

function noticeOf(room: Room, group: Group, others: readonly Climbing[], outlets: readonly UsableOutlet[]): Step {
  const { level } = group;
  const approval = level.approval || level.legal !== 'none';
  return { kind: 'notice', ...headOf(group), lines: linesOf(room, group, others), outlets, approval };
}

/**
 * A higher rung that only waits for days to pass since the last contact comes first: a lower one in between would count as contact, and
 * with an invoice a week the higher would never come.
 */
function waitFor({ all }: Room, { level }: Group): Stop | null {
  const higher = all.flatMap(({ spaced }) =>
    spaced !== null && heightOf(spaced.level) > heightOf(level) ? [spaced] : [],
  );
  const [first] = higher.toSorted((a, b) => (a.until < b.until ? -1 : 1));
  if (first === undefined) return null;
  return { gate: 'contact-too-recent', until: first.until, detail: `before:${first.level.id}` };
}

/**
 * The one message a debtor gets today: of the highest rung that something can bring. Rungs above it that nothing brings are refused and
 * looked into; what does not fit in it waits until tomorrow.
 */
export function makeMessage(room: Room, groups: readonly Group[]): Made {
  const steps: Step[] = [];
  const refusals: Refusal[] = [];
  const [highest] = groups;
  const wait = highest === undefined ? null : waitFor(room, highest);
  if (wait !== null) return { steps, refusals: groups.flatMap(({ lines }) => refusedAll(lines, wait)) };
  for (const [index, group] of groups.entries()) {
    const failed = group.lines.flatMap(({ rung }) => rung.failed);
    const outlets = usableOutlets(room.reading, group.policy, group.level, { reachable: room.reachable, failed });
    if (outlets.length === 0) {
      const made = unreachable(room, group);
      if (!steps.some((step) => step.kind === 'task')) steps.push(...made.steps);
      refusals.push(...made.refusals);
      continue;
    }
    const others = groups.slice(index + 1).flatMap(({ lines }) => lines);
    const notice = noticeOf(room, group, others, outlets);
    const sent = new Set(notice.lines.map(({ lineId }) => lineId));
    const until = addDays(room.reading.calendar.today, 1);
    const waiting = others.filter(({ view }) => !sent.has(view.line.id));
    steps.push(notice);
    refusals.push(...refusedAll(waiting, { gate: 'contact-too-recent', until, detail: 'one-message' }));
    break;
  }
  return { steps, refusals };
}
