import { type Dispute, type PromiseToPay } from '../account.ts';
import { type CivilDate, daysBetween } from '../civil-date.ts';
import { type Ledger, type LineView } from '../ledger.ts';
import { type Money } from '../money.ts';
import { type CaseFile } from './case-file.ts';

/** What somebody should know before they dial: five things, from the books alone. */
export type CallFacts = {
  /** How they usually pay: the median of days after the due date (before: negative) over the last settled lines. */
  readonly habit: { readonly lines: number; readonly medianDays: number } | null;
  readonly lastPromise: Pick<PromiseToPay, 'amount' | 'due' | 'status'> | null;
  readonly open: readonly {
    readonly number: string;
    readonly amount: Money;
    readonly reason: Dispute['reason'];
    readonly answerBy: CivilDate;
  }[];
  readonly requests: readonly { readonly kind: string; readonly since: CivilDate }[]; // theirs, waiting for us
  readonly contact: {
    readonly lastOn: CivilDate | null;
    readonly lastReplyOn: CivilDate | null;
    readonly withoutReply: number;
  };
  readonly causes: readonly string[];
  readonly payday: number | null;
};

const remembered = 12; // lines: a year of monthly invoices

function settledAfter(view: LineView): number | null {
  const last = view.settlements
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return view.open.minor > 0 || last === undefined ? null : daysBetween(view.line.due, last);
}

function habitOf({ lines }: Ledger): CallFacts['habit'] {
  const days = lines
    .flatMap((view) => settledAfter(view) ?? [])
    .slice(-remembered)
    .sort((a, b) => a - b);
  const medianDays = days[Math.floor((days.length - 1) / 2)];
  return medianDays === undefined ? null : { lines: days.length, medianDays };
}

/** The facts of a call on the ledger's date; the same for the same account and case file. */
export function callFacts(ledger: Ledger, file: Pick<CaseFile, 'contacts' | 'causes' | 'requestsWaiting'>): CallFacts {
  const { promises, disputes, debtor } = ledger.account;
  const last = promises.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn)).at(-1);
  const open = disputes.filter(({ status }) => status === 'open' || status === 'investigating');
  return {
    habit: habitOf(ledger),
    lastPromise: last === undefined ? null : { amount: last.amount, due: last.due, status: last.status },
    open: open.flatMap(({ lineId, amount, reason, answerBy }) => {
      const view = ledger.byLine.get(lineId);
      return view === undefined ? [] : [{ number: view.invoice.number, amount, reason, answerBy }];
    }),
    requests: file.requestsWaiting,
    contact: {
      lastOn: file.contacts.lastOn,
      lastReplyOn: file.contacts.lastReplyOn,
      withoutReply: file.contacts.withoutReply,
    },
    causes: file.causes,
    payday: debtor.payday,
  };
}
