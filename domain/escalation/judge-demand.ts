import { type Calendar } from '../calendar.ts';
import { type Gate } from '../contact-gate.ts';
import { type LocalMoment, nextDayOpening, nextOpening } from './opening.ts';
import { type CaseFile } from './case-file.ts';
import { type EscalationPolicy, type Outlet } from './policy.ts';
import { type ClaimedLine, type EngineGate, type Escalation, type Refusal, type Step } from './step.ts';

/** A message as it was decided and queued. */
export type QueuedDemand = {
  readonly policy: { readonly id: string; readonly version: string };
  readonly outlet: Outlet;
  readonly pointId: string | null;
  readonly lines: readonly ClaimedLine[];
};

export type RefusedLine = { readonly lineId: string; readonly gate: Gate | EngineGate };

/** What may leave of a queued message: these lines as they are now; nothing before a moment; or nothing. */
export type DemandVerdict =
  | {
      readonly kind: 'send';
      readonly policy: EscalationPolicy;
      readonly lines: readonly ClaimedLine[];
      readonly refused: readonly RefusedLine[];
    }
  | { readonly kind: 'later'; readonly at: LocalMoment; readonly gate: Gate | EngineGate }
  | { readonly kind: 'refuse'; readonly gate: Gate | EngineGate };

export type DemandQuestion = {
  readonly demand: QueuedDemand;
  /** What would be decided now if this message had never been. */
  readonly anew: Escalation;
  readonly file: Pick<CaseFile, 'contacts'>;
  readonly policies: readonly EscalationPolicy[];
  readonly calendar: Calendar;
  readonly minute: number; // of the debtor's day
};

type NoticeStep = Extract<Step, { kind: 'notice' }>;

/** Gates that open by themselves soon: the message waits instead of being decided anew. */
const passing: readonly (Gate | EngineGate)[] = ['quiet-hours', 'too-frequent', 'contact-too-recent'];

function gateOf(refusals: readonly Refusal[], lineId: string): Gate | EngineGate {
  const found = refusals.find((refusal) => refusal.lineId === lineId) ?? refusals.find((one) => one.lineId === null);
  return found?.gate ?? 'nothing-open';
}

/** A line leaves at the level it was decided for, with what may be asked of it now. */
function lineNow(steps: readonly NoticeStep[], line: ClaimedLine): ClaimedLine | null {
  const now = steps.flatMap(({ lines }) => lines).find(({ lineId }) => lineId === line.lineId);
  if (now === undefined) return null;
  if (line.level === 0) return { ...now, level: 0 };
  return now.level === line.level ? now : null;
}

function canReach(steps: readonly NoticeStep[], { outlet, pointId }: QueuedDemand): boolean {
  return steps.some(({ outlets }) => outlets.some((way) => way.outlet === outlet && way.pointId === pointId));
}

function waits(
  policy: EscalationPolicy,
  { file, calendar, minute }: DemandQuestion,
): Extract<DemandVerdict, { kind: 'later' }> | null {
  const { today, week, month } = file.contacts;
  const { perDay, perWeek, perMonth } = policy.contact;
  if (today >= perDay || week >= perWeek || month >= perMonth)
    return { kind: 'later', at: nextDayOpening(policy.contact, calendar, calendar.today), gate: 'too-frequent' };
  const at = nextOpening(policy.contact, calendar, { on: calendar.today, minute });
  return at.on === calendar.today && at.minute === minute ? null : { kind: 'later', at, gate: 'quiet-hours' };
}

/** The lines of a notice as they stand now, those that no longer do, and the gate that stops the first of them. */
export type LinesNow = {
  readonly steps: readonly NoticeStep[];
  readonly lines: readonly ClaimedLine[];
  readonly refused: readonly RefusedLine[];
  readonly gate: Gate | EngineGate | null; // null: at least one line still climbs
};

/** Holds a notice against what would be decided if it had never been. */
export function linesNow(demand: Pick<QueuedDemand, 'policy' | 'lines'>, anew: Escalation): LinesNow {
  const steps = anew.steps.filter(
    (step): step is NoticeStep => step.kind === 'notice' && step.policy.id === demand.policy.id,
  );
  const lines = demand.lines.flatMap((line) => lineNow(steps, line) ?? []);
  const refused = demand.lines
    .filter(({ lineId }) => !lines.some((line) => line.lineId === lineId))
    .map(({ lineId }) => ({ lineId, gate: gateOf(anew.refusals, lineId) }));
  const asked = demand.lines.find(({ level }) => level > 0);
  const climbs = lines.some(({ level }) => level > 0);
  return { steps, lines, refused, gate: climbs ? null : gateOf(anew.refusals, asked?.lineId ?? '') };
}

/**
 * Judges a queued message again by the same rules that decided it, on the account as it is now: each line leaves as it stands now or
 * not at all; hours and caps of contact make it wait for the next moment that is allowed.
 */
export function judgeDemand(question: DemandQuestion): DemandVerdict {
  const { demand, anew, policies, calendar } = question;
  const policy = policies.find(({ id, version }) => id === demand.policy.id && version === demand.policy.version);
  if (policy === undefined) return { kind: 'refuse', gate: 'policy-not-signed' };
  const { steps, lines, refused, gate } = linesNow(demand, anew);
  if (gate !== null) {
    if (!passing.includes(gate)) return { kind: 'refuse', gate };
    return { kind: 'later', at: nextDayOpening(policy.contact, calendar, calendar.today), gate };
  }
  if (!canReach(steps, demand)) return { kind: 'refuse', gate: 'no-usable-channel' };
  return waits(policy, question) ?? { kind: 'send', policy, lines, refused };
}
