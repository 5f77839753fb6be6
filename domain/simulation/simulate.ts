import { type ActInput } from '../act-input.ts';
import { type Account } from '../account.ts';
import { accountAfter } from '../account-after.ts';
import { type Calendar, isWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type DayChange, dayWork } from '../day-work.ts';
import { type CaseFile } from '../escalation/case-file.ts';
import { escalate } from '../escalation/escalate.ts';
import { type EscalationPolicy, type Outlet } from '../escalation/policy.ts';
import { type ClaimedLine, type Step } from '../escalation/step.ts';
import { makeLedger } from '../ledger.ts';
import { type PlanPolicy } from '../plan-policy.ts';
import { type RateRow } from '../rates.ts';
import { emptySession } from '../session.ts';
import { type Actor } from './actor.ts';
import { answerOf, type Answer } from './answer.ts';
import { type Chance } from './chance.ts';
import { countContacts } from './count-contacts.ts';
import { habitOf } from './habit.ts';
import { issue, rhythmOf } from './issue.ts';
import { pay } from './pay.ts';
import { takeStep } from './take-step.ts';

/** Everything a year needs: accounts as they are, the rules, and a source of chance. */
export type World = {
  readonly accounts: readonly { readonly account: Account; readonly file: CaseFile }[];
  readonly policies: readonly EscalationPolicy[];
  readonly policyOf: (account: Account) => PlanPolicy | null;
  readonly rates: readonly RateRow[];
  readonly reachable: readonly Outlet[];
  readonly calendarOf: (account: Account, day: CivilDate) => Calendar;
  readonly from: CivilDate;
  readonly days: number;
  readonly draw: Chance;
};

/** Something that left, or was put before a person, on a day. */
export type Sent = {
  readonly debtor: string;
  readonly level: string;
  readonly policy: string;
  readonly outlet: Outlet | 'desk';
  readonly lines: readonly ClaimedLine[];
  readonly answer: Answer['what'];
};

/** One day of all accounts; amounts in minor units, by currency. */
export type SimulatedDay = {
  readonly on: CivilDate;
  readonly sent: readonly Sent[];
  readonly received: ReadonlyMap<string, number>;
  readonly invoiced: ReadonlyMap<string, number>;
  readonly open: ReadonlyMap<string, number>;
  readonly overdue: ReadonlyMap<string, number>;
};

function raise(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

function actInput(world: World, actor: Actor, calendar: Calendar): ActInput {
  const { draw } = world;
  return {
    ...{ creditor: actor.account.creditor, account: actor.account, subject: null, session: emptySession },
    ...{ policy: world.policyOf(actor.account), channel: 'web', counterpart: 'simulated', calendar, now: 0 },
    evidence: {
      ...{ named: null, point: null, subjectKey: '', decoys: [], reachable: [], code: null },
      attempts: { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 },
      fresh: { digits: '', hash: '' },
    },
    newId: () => draw.uuid(),
    hash: (text) => text,
  };
}

function changed(account: Account, change: DayChange, today: CivilDate): Account {
  switch (change.kind) {
    case 'promise-judged':
      return {
        ...account,
        promises: account.promises.map((of) => (of.id === change.id ? { ...of, status: change.status } : of)),
      };
    case 'plan-moved':
      return {
        ...account,
        plans: account.plans.map((of) => (of.id === change.id ? { ...of, status: change.status } : of)),
      };
    case 'hold-ended':
      return accountAfter(account, [
        { kind: 'hold-ended', debtorId: account.debtor.id, source: change.source, on: today },
      ]);
    case 'task-opened':
      return account;
  }
}

/** A dispute is decided on its day, for the customer as often as not; what was accepted is credited. */
function decideDisputes(account: Account, today: CivilDate, draw: Chance): Account {
  let next = account;
  for (const dispute of account.disputes) {
    if ((dispute.status !== 'open' && dispute.status !== 'investigating') || dispute.answerBy > today) continue;
    const isAccepted = draw.chance(50);
    const status = isAccepted ? 'accepted' : 'rejected';
    const disputes = next.disputes.map((of) => (of.id === dispute.id ? ({ ...of, status } as const) : of));
    const credited = isAccepted ? credit({ ...next, disputes }, dispute, today, draw) : { ...next, disputes };
    const source = `dispute:${dispute.id}`;
    next = accountAfter(credited, [{ kind: 'hold-ended', debtorId: account.debtor.id, source, on: today }]);
  }
  return next;
}

function credit(account: Account, dispute: Account['disputes'][number], today: CivilDate, draw: Chance): Account {
  const open = makeLedger(account, today).byLine.get(dispute.lineId)?.open.minor ?? 0;
  const amount = { ...dispute.amount, minor: Math.min(open, dispute.amount.minor) };
  if (amount.minor <= 0) return account;
  const id = draw.uuid();
  const note = { id, number: `AV-S-${id.slice(0, 8)}`, issued: today, amount, invoiceId: null };
  const placed = { source: { kind: 'credit-note', id }, target: { kind: 'line', id: dispute.lineId } } as const;
  const allocation = { id: draw.uuid(), ...placed, amount, on: today, reversedOn: null, by: 'accounts' } as const;
  return { ...account, creditNotes: [...account.creditNotes, note], allocations: [...account.allocations, allocation] };
}

type Tally = {
  readonly sent: Sent[];
  readonly received: Map<string, number>;
  readonly invoiced: Map<string, number>;
};

/** Money that was meant to come today, and what the day itself changes. */
function morning(world: World, actor: Actor, { calendar, tally }: Day): Actor {
  const { today } = calendar;
  const due = actor.intentions.filter(({ on }) => on <= today);
  let { account } = actor;
  for (const { parts } of due) {
    const paid = pay(account, parts, today, world.draw);
    account = paid.account;
    for (const [currency, minor] of paid.received) raise(tally.received, currency, minor);
  }
  account = decideDisputes(account, today, world.draw);
  const graceDays = world.policyOf(account)?.graceDays ?? 5;
  for (const change of dayWork(account, { today, graceDays, knownTo: today }))
    account = changed(account, change, today);
  return { ...actor, account, intentions: actor.intentions.filter(({ on }) => on > today) };
}

function grow(world: World, actor: Actor, today: CivilDate, tally: Tally): Actor {
  const { issuedEvery } = actor;
  if (issuedEvery === null || world.draw.int(1, issuedEvery) !== 1) return actor;
  const next = issue(actor, today, `S-${world.draw.uuid().slice(0, 8)}`, world.draw);
  for (const { total } of next.account.invoices.slice(actor.account.invoices.length))
    raise(tally.invoiced, total.currency, total.minor);
  return next;
}

type Day = { readonly calendar: Calendar; readonly tally: Tally };

function take(world: World, actor: Actor, step: Step, { calendar, tally }: Day): Actor {
  const { file, outlet, written } = takeStep(actor.file, step, calendar.today, actor.written);
  const after = { ...actor, file, written };
  if (outlet === null) return after;
  const lines = step.lines.filter(({ claim }) => claim.minor > 0);
  const reached = step.kind === 'notice' && step.level.kind === 'demand';
  const answer: Answer = reached
    ? answerOf({ actor: after, lines, input: actInput(world, after, calendar) }, world.draw)
    : { actor: after, what: 'nothing' };
  const { debtor } = actor.account;
  const policy = 'policy' in step ? step.policy.id : '';
  tally.sent.push({ debtor: debtor.reference, level: step.level.id, policy, outlet, lines, answer: answer.what });
  if (answer.what === 'nothing') return answer.actor;
  const contacts = countContacts(answer.actor.written, calendar.today, calendar.today);
  return { ...answer.actor, file: { ...answer.actor.file, contacts } };
}

function live(world: World, actor: Actor, today: CivilDate, tally: Tally): Actor {
  const calendar = world.calendarOf(actor.account, today);
  const grown = grow(world, morning(world, actor, { calendar, tally }), today, tally);
  if (!isWorkingDay(calendar, today)) return grown;
  const contacts = countContacts(grown.written, grown.file.contacts.lastReplyOn, today);
  const account: Account = { ...grown.account, creditor: { ...grown.account.creditor, knownTo: today } };
  const file = { ...grown.file, contacts };
  const { policies, rates, reachable } = world;
  const { steps } = escalate({ account, file, policies, calendar, rates, reachable });
  const informed: Actor = { ...grown, account, file };
  return steps.reduce<Actor>((next, step) => take(world, next, step, { calendar, tally }), informed);
}

function standing(actors: readonly Actor[], today: CivilDate): Pick<SimulatedDay, 'open' | 'overdue'> {
  const open = new Map<string, number>();
  const overdue = new Map<string, number>();
  for (const { account } of actors) {
    for (const view of makeLedger(account, today).lines) {
      raise(open, view.open.currency, view.open.minor);
      if (view.overdue) raise(overdue, view.open.currency, view.open.minor);
    }
  }
  return { open, overdue };
}

function begin({ accounts, draw, from }: World): readonly Actor[] {
  return accounts.map(({ account, file }) => ({
    ...{ account, file, habit: habitOf(draw), intentions: [], issuedEvery: rhythmOf(account) },
    written: file.contacts.lastOn === null || file.contacts.lastOn > from ? [] : [file.contacts.lastOn],
  }));
}

/** Plays so many days of the accounts, day by day; the same world and seed give the same days. */
export function* simulate(world: World): Generator<SimulatedDay> {
  let actors = begin(world);
  for (let day = 0; day < world.days; day += 1) {
    const on = addDays(world.from, day);
    const tally: Tally = { sent: [], received: new Map(), invoiced: new Map() };
    actors = actors.map((actor) => live(world, actor, on, tally));
    yield { on, ...tally, ...standing(actors, on) };
  }
}
