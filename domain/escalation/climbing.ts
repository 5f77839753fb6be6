import { type JudgedLine, type NextRung } from './judge-line.ts';
import { type EscalationPolicy, type Level, legalKinds } from './policy.ts';
import { type ClaimedLine, type Step } from './step.ts';

/** A line that climbs a rung today. */
export type Climbing = JudgedLine & { readonly rung: NextRung };

/** The lines of one policy that climb the same rung. */
export type Group = { readonly policy: EscalationPolicy; readonly level: Level; readonly lines: readonly Climbing[] };

export function isClimbing(line: JudgedLine): line is Climbing {
  return line.rung !== null;
}

/** How high a level is: a graver legal kind is above every number. */
export function heightOf({ legal, number }: Level): number {
  return legalKinds.indexOf(legal) * 1000 + number;
}

function firstDue({ lines }: Group): string {
  return lines.map(({ view }) => view.line.due).toSorted()[0] ?? '';
}

/** Lines by policy and rung, the highest rung first, then the oldest line. */
export function byRung(lines: readonly Climbing[]): readonly Group[] {
  const groups = new Map<string, Group & { lines: Climbing[] }>();
  for (const line of lines) {
    const { policy, rung } = line;
    const key = `${policy.id}/${rung.level.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { policy, level: rung.level, lines: [line] });
    else group.lines.push(line);
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      heightOf(b.level) - heightOf(a.level) ||
      (firstDue(a) < firstDue(b) ? -1 : firstDue(a) > firstDue(b) ? 1 : a.policy.id < b.policy.id ? -1 : 1),
  );
}

/** The line as a step names it, with the level it climbs; 0: only shown. */
export function claimed({ view, claim }: JudgedLine, level: number): ClaimedLine {
  const { line, invoice, open, daysLate } = view;
  const { id: lineId, invoiceId, due } = line;
  const { number, issued } = invoice;
  return {
    ...{ lineId, invoiceId, number, issued, due, open },
    ...{ claim: claim.claim, disputed: claim.disputed, daysLate, level },
  };
}

/** What a step says of its policy, its level and why now, in codes: of the line that has waited longest. */
export function headOf({
  policy,
  level,
  lines,
}: Group): Pick<Extract<Step, { kind: 'notice' }>, 'policy' | 'level' | 'reason'> {
  const { id, version, pack } = policy;
  const { days, from } = level.offset;
  const late = Math.max(...lines.map(({ view }) => view.daysLate));
  const since = lines.map(({ rung }) => rung.dueOn).toSorted()[0] ?? '';
  const reason = `${id}/${level.id}: ${late} days late, ${from}${days < 0 ? '' : '+'}${days} since ${since}`;
  return { policy: { id, version, pack }, level, reason };
}
