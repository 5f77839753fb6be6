import { type CivilDate } from '../../domain/civil-date.ts';
import { type ChosenWay } from '../../prisma/escalation/choose-way.ts';
import { type Planned } from '../../prisma/escalation/plan-sweep.ts';
import { type ClaimedLine, type Step } from '../../domain/escalation/step.ts';
import { creditsOf, type Ledger, makeLedger } from '../../domain/ledger.ts';
import { type Money, money, sum } from '../../domain/money.ts';

export type Reminder = {
  readonly debtor: string; // reference
  readonly channel: string;
  readonly level: string;
  readonly policy: string;
  readonly lines: readonly {
    readonly invoice: string;
    readonly due: CivilDate;
    readonly amount: Money;
    readonly level: number;
  }[];
  readonly amount: Money; // net of credits, of the first currency; all of them in `amounts`
  readonly amounts: readonly Money[];
  readonly reason: string;
  readonly segments: number | null; // of an SMS
};
export type Waiting = Omit<Reminder, 'channel' | 'segments'> & { readonly what: string };

/** What a sweep would do, or did, as programs read it. */
export type EscalationReport = {
  readonly creditors: string[];
  readonly asOf: CivilDate | null; // the day decided about, in the zone of the creditor named last
  readonly dryRun: boolean;
  readonly reminders: Reminder[];
  readonly approvals: Reminder[];
  readonly tasks: Waiting[];
  readonly salesOwners: {
    readonly debtor: string;
    readonly owner: string;
    readonly level: string;
    readonly notBefore: CivilDate;
  }[];
  readonly refused: {
    readonly debtor: string;
    readonly gate: string;
    readonly reason: string;
    readonly invoices: readonly string[];
    readonly until: CivilDate | null;
  }[];
  readonly cost: Record<string, number>; // pieces by channel, and SMS segments
  readonly before: Record<string, number>; // pieces by level, on the last day on which something was decided
  readonly assumptions: string[];
  readonly done: Record<string, number>; // what was written down; empty of a dry run
};

/** A report to add to. */
export function emptyReport(dryRun: boolean): EscalationReport {
  return {
    ...{ creditors: [], asOf: null, dryRun, reminders: [], approvals: [], tasks: [], salesOwners: [], refused: [] },
    ...{ cost: {}, before: {}, assumptions: [], done: {} },
  };
}

function amountsOf(lines: readonly ClaimedLine[]): readonly Money[] {
  const currencies = [...new Set(lines.map(({ claim }) => claim.currency))].toSorted();
  return currencies.map((currency) =>
    sum(
      lines.filter(({ claim }) => claim.currency === currency).map(({ claim }) => claim),
      currency,
    ),
  );
}

/** What is asked for in all: credits that are placed on nothing are taken off, as in the message. */
function netOf(lines: readonly ClaimedLine[], ledger: Ledger): readonly Money[] {
  return amountsOf(lines).map(({ minor, currency }) =>
    money(Math.max(0, minor - creditsOf(ledger, currency).minor), currency),
  );
}

function headOf({ debtor, ledger, step }: Head): Omit<Waiting, 'what'> | null {
  const amounts = netOf(step.lines, ledger);
  const [amount] = amounts;
  if (amount === undefined) return null;
  const lines = step.lines.map(({ number, due, claim, level }) => ({ invoice: number, due, amount: claim, level }));
  const policy = `${step.policy.id}@${step.policy.version}`;
  return { debtor, level: step.level.id, policy, lines, amount, amounts, reason: step.reason };
}

function count(cost: Record<string, number>, what: string, by: number): void {
  cost[what] = (cost[what] ?? 0) + by;
}

/** Not worth a word: nothing is due yet, or nothing is owed. */
const quiet: readonly string[] = ['not-due-yet', 'nothing-open'];

function addRefusals(report: EscalationReport, { account, escalation }: Planned): void {
  const debtor = account.debtor.reference;
  const numbers = new Map(
    account.lines.map(({ id, invoiceId }) => [id, account.invoices.find((one) => one.id === invoiceId)?.number ?? '']),
  );
  const told = (escalation?.refusals ?? []).filter(({ gate }) => !quiet.includes(gate));
  for (const group of Map.groupBy(told, ({ gate, detail }) => `${gate} ${detail}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const invoices = group.flatMap(({ lineId }) => (lineId === null ? [] : [numbers.get(lineId) ?? '']));
    report.refused.push({ debtor, gate: first.gate, reason: first.detail, invoices, until: first.until });
  }
}

/** The way of each message, or that the stage of a release leaves it for another day. */
export type Ways = ReadonlyMap<Step, ChosenWay | 'held-back'>;

type Made = {
  readonly debtor: string;
  readonly ledger: Ledger;
  readonly step: Step;
  readonly way: ChosenWay | 'held-back' | undefined;
};
type Head = Omit<Made, 'way' | 'step'> & { readonly step: Exclude<Step, { kind: 'tell-sales-owner' }> };

function addStep(report: EscalationReport, { debtor, ledger, step, way }: Made): void {
  if (step.kind === 'tell-sales-owner') {
    report.salesOwners.push({ debtor, owner: step.owner, level: step.level.id, notBefore: step.notBefore });
    return;
  }
  const head = headOf({ debtor, ledger, step });
  if (head === null) return;
  if (step.kind === 'task') {
    report.tasks.push({ ...head, what: step.what });
    return;
  }
  if (way !== 'held-back' && way?.kind === 'way') {
    addReminder(report, step, head, way);
    return;
  }
  const invoices = head.lines.map(({ invoice }) => invoice);
  const [gate, reason] =
    way === 'held-back' ? ['staged-release', step.level.id] : ['mentions-missing', way?.problems.join(', ') ?? ''];
  report.refused.push({ debtor, gate, reason, until: null, invoices });
}

function addReminder(
  report: EscalationReport,
  { approval }: Extract<Step, { kind: 'notice' }>,
  head: Omit<Waiting, 'what'>,
  { way, drawn }: Extract<ChosenWay, { kind: 'way' }>,
): void {
  const segments = drawn.kind === 'message' ? drawn.segments : null;
  const reminder = { ...head, channel: way.outlet, segments };
  if (approval) {
    report.approvals.push(reminder);
    return;
  }
  report.reminders.push(reminder);
  count(report.cost, way.outlet, 1);
  if (segments !== null) count(report.cost, 'smsSegments', segments);
}

/** Adds what would be done about one debtor; `ways` are what its messages would leave by. */
export function addToReport(report: EscalationReport, planned: Planned, ways: Ways): void {
  const debtor = planned.account.debtor.reference;
  if (planned.escalation === null) {
    const reason = 'the account contradicts itself';
    report.refused.push({ debtor, gate: 'account-parked', reason, invoices: [], until: null });
    return;
  }
  const ledger = makeLedger(planned.account, planned.escalation.today);
  for (const step of planned.escalation.steps) addStep(report, { debtor, ledger, step, way: ways.get(step) });
  addRefusals(report, planned);
}
