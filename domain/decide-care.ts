import { addDays } from './civil-date.ts';
import { isPhoneChannel } from './channel.ts';
import { type DistressKind } from './command.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { nothing, type Outcome } from './outcome.ts';
import { receivedOn } from './received-on.ts';
import { type Request } from './request.ts';

type CareRequest = Extract<
  Request,
  { kind: 'human' | 'stop' | 'resume' | 'wrong-person' | 'third-party' | 'deceased' | 'distress' }
>;

/** How long chasing pauses for someone in distress, unless a person decides otherwise (UK and French practice: 30 days). */
const careDays = 30;

/** Distress that pauses the chasing of the whole account for a time; the other kinds only reach a person. */
const pausing: readonly DistressKind[] = ['illness', 'hardship', 'insolvency'];

/** With these nothing is agreed by a machine any more, until a person has spoken to them. */
const forPeopleOnly: readonly DistressKind[] = ['self-harm', 'minor'];

/** What follows from words that need no identity: a person is told, messages stop, an address is no longer used. */
export function decideCare(request: CareRequest, input: DecisionInput): Outcome {
  switch (request.kind) {
    case 'human':
      return human(request, input);
    case 'stop':
      return { ...nothing, facts: addresses(input).map((point) => ({ kind: 'opted-out', ...point })) };
    case 'resume':
      return { ...nothing, facts: addresses(input).map((point) => ({ kind: 'opted-in', ...point })) };
    case 'wrong-person':
      return {
        ...nothing,
        facts: [...quarantine(input), { kind: 'session-ended' }, task(input, 'identity', 'wrong-person')],
      };
    case 'third-party':
      return { ...nothing, facts: [{ kind: 'session-ended' }, task(input, 'third-party', request.who)] };
    case 'deceased':
      // Whoever tells us is not the person the session was opened for.
      return {
        ...nothing,
        facts: [...pause(input, 'deceased', null), { kind: 'session-ended' }, task(input, 'deceased', 'deceased')],
      };
    case 'distress':
      return {
        ...nothing,
        facts: [
          ...distressed(request.of, input),
          task(input, 'distress', request.of, { note: request.note ?? null }),
          ...called(request, input),
          ...wanted(request, input),
        ],
      };
  }
}

function distressed(of: DistressKind, input: DecisionInput): readonly Fact[] {
  const days = forPeopleOnly.includes(of) ? null : careDays;
  const paused = days === null || pausing.includes(of) ? pause(input, of, days) : [];
  return of === 'minor' ? [...paused, { kind: 'session-ended' }] : paused; // a child is told nothing more
}

/** A call that was asked for in the same words is promised like any other. */
function called({ of, callback }: Extract<Request, { kind: 'distress' }>, input: DecisionInput): readonly Fact[] {
  return callback === undefined ? [] : [task(input, 'callback', of, { note: callback })];
}

/** Somebody in distress is not left with a machine, unless they said when to call. */
function wanted({ of, callback }: Extract<Request, { kind: 'distress' }>, input: DecisionInput): readonly Fact[] {
  return callback === undefined ? [{ kind: 'handoff-requested', id: input.newId(), reason: of }] : [];
}

function human(request: Extract<Request, { kind: 'human' }>, input: DecisionInput): Outcome {
  const opened = task(input, request.callback === null ? 'human' : 'callback', request.reason, {
    note: [request.callback, request.note].filter((part) => part !== null).join(' · ') || null,
  });
  const handoff: Fact[] =
    request.callback === null ? [{ kind: 'handoff-requested', id: input.newId(), reason: request.reason }] : [];
  return { ...nothing, facts: [opened, ...handoff], result: { kind: 'done', id: opened.id, file: null } };
}

type Task = Extract<Fact, { kind: 'task-opened' }>;

function task(input: DecisionInput, what: Task['what'], reason: string, more: { note?: string | null } = {}): Task {
  return {
    kind: 'task-opened',
    id: input.newId(),
    debtorId: input.account?.debtor.id ?? null,
    what,
    reason,
    note: more.note ?? null,
    dueOn: receivedOn(input.calendar, input.now),
    terms: null,
  };
}

/** The addresses STOP is about: the one that wrote, or on the web every address of the identified contact. A number is one address, by SMS and by WhatsApp. */
function addresses(input: DecisionInput): { channel: 'sms' | 'whatsapp' | 'email'; address: string }[] {
  if (isPhoneChannel(input.channel)) {
    return [{ channel: input.channel === 'whatsapp' ? 'whatsapp' : 'sms', address: input.counterpart }];
  }
  const contactId = input.subject?.contactId;
  if (input.account === null || contactId == null) return [];
  return input.account.points
    .filter((point) => point.contactId === contactId)
    .map(({ channel, address }) => ({ channel, address }));
}

function quarantine(input: DecisionInput): Fact[] {
  if (!isPhoneChannel(input.channel)) return [];
  const channel = input.channel === 'whatsapp' ? 'whatsapp' : 'sms';
  return [{ kind: 'point-quarantined', channel, address: input.counterpart }];
}

/** Nothing of the account is chased from today on; without an identified account there is nothing to pause, only a person to tell. */
function pause(input: DecisionInput, why: string, days: number | null): Fact[] {
  if (input.account === null) return [];
  const { today } = input.calendar;
  return [
    {
      kind: 'hold-opened',
      id: input.newId(),
      debtorId: input.account.debtor.id,
      lineId: null,
      // What somebody under proceedings owes from before is nobody's to agree on here, declared or judged.
      reason: why === 'insolvency' ? 'insolvency' : 'vulnerable',
      source: `${why === 'insolvency' ? 'declared' : why}:${input.newId()}`,
      amount: null,
      from: today,
      until: days === null ? null : addDays(today, days),
    },
  ];
}
