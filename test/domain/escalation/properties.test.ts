import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type DueLine } from '../../../domain/account.ts';
import { addDays } from '../../../domain/civil-date.ts';
import { type CaseFile, type LevelEntry, type NoticeStatus } from '../../../domain/escalation/case-file.ts';
import { escalate, type EscalationInput } from '../../../domain/escalation/escalate.ts';
import { type Escalation } from '../../../domain/escalation/step.ts';
import { aHold, aLine, allocated, aCalendar, aPayment, eur } from '../an-account.ts';
import { aCase, aCompany, anEntry, aPoint, day, daysAgo, ladder } from './a-case.ts';

const names = ladder.map(({ id }) => id);

type Draw = {
  readonly late: number;
  readonly minor: number;
  readonly climbed: number; // rungs that counted
  readonly ago: number;
  readonly running: NoticeStatus | null;
  readonly disputed: number; // percent
  readonly paid: number; // percent
  readonly held: boolean;
  readonly barred: boolean;
};

const anyDraw: fc.Arbitrary<Draw> = fc.record({
  late: fc.integer({ min: -10, max: 80 }),
  minor: fc.integer({ min: 100, max: 100_000 }),
  climbed: fc.integer({ min: 0, max: 5 }),
  ago: fc.integer({ min: 0, max: 12 }),
  running: fc.option(
    fc.constantFrom<NoticeStatus>('awaiting-approval', 'queued', 'sent', 'failed', 'suppressed', 'withdrawn'),
    { freq: 3 },
  ),
  disputed: fc.constantFrom(0, 0, 0, 30, 100),
  paid: fc.constantFrom(0, 0, 50, 99, 100),
  held: fc.boolean(),
  barred: fc.constantFrom(false, false, false, true),
});

const anyFile = fc.record({
  salesOwner: fc.constantFrom(null, 'sofia'),
  humanHolding: fc.constantFrom(false, false, false, true),
  lastOn: fc.option(fc.integer({ min: 0, max: 12 }).map((ago) => addDays(day, -ago))),
  judged: fc.option(
    fc.integer({ min: 0, max: 90 }).map((ago) => addDays(day, -ago)),
    { freq: 4 },
  ),
  optedOut: fc.boolean(),
});

function entriesOf(id: string, { climbed, ago, running }: Draw): readonly LevelEntry[] {
  const rungs = names.slice(1, 1 + climbed).map((name, index) => anEntry(id, name, ago + 4 * (climbed - index)));
  const next = names[1 + climbed];
  if (running === null || next === undefined) return rungs;
  return [...rungs, anEntry(id, next, Math.min(ago, 3), { status: running })];
}

function accountOf(draws: readonly Draw[], optedOut: boolean): Account {
  const lines = draws.map(({ late, minor, barred }, index): DueLine => {
    const id = `l${index}`;
    return aLine(id, daysAgo(late), minor, { timeBarredFrom: barred ? day : null });
  });
  const part = (percent: number, index: number): number => Math.floor((draws[index]!.minor * percent) / 100);
  const payments = draws.map(({ paid }, index) => aPayment(`p${index}`, daysAgo(1), part(paid, index)));
  const holds = draws.flatMap(({ held, disputed }, index) => [
    ...(held && index % 3 === 0 ? [aHold(`l${index}`, { id: `h${index}` })] : []),
    ...(disputed === 0
      ? []
      : [aHold(`l${index}`, { id: `d${index}`, reason: 'dispute' as const, amount: eur(part(disputed, index)) })]),
  ]);
  return aCompany(lines, {
    ...{ payments: payments.filter(({ amount }) => amount.minor > 0), holds },
    allocations: payments
      .filter(({ amount }) => amount.minor > 0)
      .map((of, index) => allocated(of, `l${of.id.slice(1)}`, of.amount.minor, { id: `a${index}` })),
    points: [aPoint('mail', { optedOut }), aPoint('tel', { channel: 'sms', optedOut })],
  });
}

const anyCase: fc.Arbitrary<EscalationInput> = fc
  .tuple(fc.array(anyDraw, { minLength: 1, maxLength: 5 }), anyFile)
  .map(([draws, { lastOn, judged, optedOut, ...file }]) =>
    aCase(accountOf(draws, optedOut), {
      ...file,
      levels: draws.flatMap((draw, index) => entriesOf(`l${index}`, draw)),
      contacts: { today: lastOn === day ? 1 : 0, week: 0, month: 0, lastOn, withoutReply: 0, lastReplyOn: null },
      proceedings:
        judged === null
          ? []
          : [{ kind: 'insolvency', judgedOn: judged, publishedOn: null, reference: null, since: day }],
    }),
  );

/** The file once the steps of the day were done: notices wait or left, tasks are open, the sales owner knows. */
function applied(file: CaseFile, { steps, today }: Escalation): CaseFile {
  let after = file;
  for (const step of steps) {
    if (step.kind === 'tell-sales-owner') {
      const told = { level: step.level.id, on: today, lineIds: step.lines.map(({ lineId }) => lineId) };
      after = { ...after, toldSalesOwner: [...after.toldSalesOwner, told] };
      continue;
    }
    if (step.kind === 'task' && step.what === 'address-check') {
      after = { ...after, openTasks: [...(after.openTasks ?? []), 'address-check'] };
      continue;
    }
    const outlet = step.kind === 'notice' ? step.outlets[0]!.outlet : 'desk';
    const status = step.kind === 'notice' && step.approval ? 'awaiting-approval' : 'queued';
    const entries = step.lines
      .filter(({ level }) => level > 0)
      .map(({ lineId, level }) =>
        anEntry(lineId, names[level - 1]!, 0, { outlet, status, decidedOn: today, noticeId: 'new' }),
      );
    after = { ...after, levels: [...after.levels, ...entries] };
    if (outlet !== 'desk')
      after = { ...after, contacts: { ...after.contacts, today: after.contacts.today + 1, lastOn: today } };
  }
  return after;
}

function reached(levels: readonly LevelEntry[], lineId: string): number {
  return Math.max(
    1,
    ...levels.filter((of) => of.lineId === lineId && of.status === 'counted').map(({ level }) => level),
  );
}

const runs = { numRuns: 150 };

describe('the engine, whatever the case', () => {
  it('gives the same answer to the same input, and changes nothing of it', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const before = structuredClone(input);
        expect(escalate(input)).to.deep.equal(escalate(structuredClone(input)));
        expect(input).to.deep.equal(before);
      }),
      runs,
    );
  });

  it('gives nothing new on the day its steps were applied', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const first = escalate(input);
        const again = escalate({ ...input, file: applied(input.file, first) });
        expect(again.steps).to.deep.equal([]);
      }),
      runs,
    );
  });

  it('never climbs more than one rung, and never the same twice', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        for (const { lines, kind } of escalate(input).steps)
          for (const { lineId, level } of lines)
            if (kind !== 'tell-sales-owner' && level > 1)
              expect(level).to.equal(reached(input.file.levels, lineId) + 1);
      }),
      runs,
    );
  });

  it('asks for no more than is open and undisputed, and for nothing held, barred or caught by proceedings', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const judged = input.file.proceedings[0]?.judgedOn ?? null;
        for (const step of escalate(input).steps) {
          for (const { lineId, claim, open, disputed, issued } of step.lines) {
            expect(claim.minor).to.be.within(1, open.minor - disputed.minor);
            expect(claim.minor).to.be.at.least(200);
            expect(input.account.holds.some((hold) => hold.lineId === lineId && hold.amount === null)).to.equal(false);
            expect(input.account.lines.find(({ id }) => id === lineId)!.timeBarredFrom).to.equal(null);
            expect(judged === null || issued >= judged).to.equal(true);
          }
        }
      }),
      runs,
    );
  });

  it('writes one message at most, to nobody who stopped it, and to nobody while one of ours speaks', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const { steps } = escalate(input);
        const notices = steps.filter((step) => step.kind === 'notice');
        expect(notices.length).to.be.at.most(1);
        if (input.file.humanHolding) expect(steps).to.deep.equal([]);
        for (const { outlets } of notices)
          for (const { pointId } of outlets)
            expect(input.account.points.find(({ id }) => id === pointId)?.optedOut ?? false).to.equal(false);
      }),
      runs,
    );
  });

  it('says of every open line what happens to it', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const { steps, refusals } = escalate(input);
        const spoken = new Set([
          ...steps.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)),
          ...refusals.map(({ lineId }) => lineId),
        ]);
        const paid = new Set(input.account.allocations.map(({ target, amount }) => `${target.id} ${amount.minor}`));
        for (const { id, amount } of input.account.lines)
          expect(spoken.has(id) || spoken.has(null) || paid.has(`${id} ${amount.minor}`), id).to.equal(true);
      }),
      runs,
    );
  });

  it('does after one day or three that were missed what it would have done, when nothing else happened', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 3 }), (input, missed) => {
        const { account } = input;
        const later = addDays(day, missed);
        const on = {
          ...input,
          calendar: aCalendar(later),
          account: { ...account, creditor: { ...account.creditor, knownTo: later } },
        };
        const then = new Map(
          escalate(on).steps.flatMap(({ lines }) => lines.map(({ lineId, level }) => [lineId, level] as const)),
        );
        const limits = account.lines.some(({ timeBarredFrom }) => timeBarredFrom !== null);
        const before = escalate(input).steps.filter(({ kind }) => kind === 'notice');
        const steady = input.file.levels.every(({ status }) => status === 'counted') && !limits;
        // What was due today is due later too: the same rung, or shown beside a rung that came up meanwhile.
        for (const { lines, level: top } of before)
          for (const { lineId, level } of lines)
            if (
              steady &&
              level > 0 &&
              top.legal === 'none' &&
              then.size > 0 &&
              !escalate(on).steps.some((step) => step.level.legal !== 'none')
            )
              expect(then.get(lineId), lineId).to.equal(level);
      }),
      runs,
    );
  });

  it('lets no other line skip a rung when the oldest is paid', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const [oldest] = input.account.lines.toSorted((a, b) => (a.due < b.due ? -1 : 1));
        const closed = input.account.lines.map((line) =>
          line.id === oldest!.id ? { ...line, closed: 'written-off' as const } : line,
        );
        for (const { lines, kind } of escalate({ ...input, account: { ...input.account, lines: closed } }).steps)
          for (const { lineId, level } of lines)
            if (kind !== 'tell-sales-owner' && level > 1)
              expect(level).to.equal(reached(input.file.levels, lineId) + 1);
      }),
      runs,
    );
  });
});
