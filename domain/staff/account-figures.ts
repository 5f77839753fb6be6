import { type Hold } from '../account.ts';
import { type AgeClass, ageing } from '../ageing.ts';
import { type Balance, balance } from '../balance.ts';
import { type CivilDate } from '../civil-date.ts';
import { type LevelEntry } from '../escalation/case-file.ts';
import { isHoldEffective } from '../held-amount.ts';
import { type Ledger, type LineView, makeLedger } from '../ledger.ts';
import { type Money } from '../money.ts';
import { type AccountFile } from './account-file.ts';

/** An open line as somebody of ours reads it. */
export type OpenLine = {
  readonly lineId: string;
  readonly number: string;
  readonly issued: CivilDate;
  readonly due: CivilDate;
  readonly amount: Money;
  readonly open: Money;
  readonly disputed: Money;
  readonly daysLate: number;
  readonly level: string | null; // the highest that was decided and did not fail
  readonly held: readonly Hold['reason'][];
  readonly closed: LineView['line']['closed'];
  readonly timeBarred: boolean;
};

export type AccountFigures = {
  readonly ledger: Ledger;
  readonly balances: readonly { readonly balance: Balance; readonly ageing: Readonly<Record<AgeClass, Money>> }[];
  readonly lines: readonly OpenLine[]; // oldest due first
};

const undone: readonly LevelEntry['status'][] = ['failed', 'suppressed', 'withdrawn'];

function levelOf({ case: known }: AccountFile, lineId: string): string | null {
  const cycle = known.cycles[lineId] ?? 1;
  const decided = known.levels.filter(
    (entry) => entry.lineId === lineId && entry.cycle === cycle && !undone.includes(entry.status),
  );
  return decided.toSorted((a, b) => b.level - a.level)[0]?.levelId ?? null;
}

function heldBy({ account: { holds }, asOf }: AccountFile, lineId: string): readonly Hold['reason'][] {
  const on = holds.filter((hold) => (hold.lineId === null || hold.lineId === lineId) && isHoldEffective(hold, asOf));
  return [...new Set(on.map(({ reason }) => reason))];
}

/** What the file's account owes on its day, read from the ledger: balances and ages by currency, and every open line. */
export function accountFigures(file: AccountFile): AccountFigures {
  const ledger = makeLedger(file.account, file.asOf);
  const open = ledger.lines.filter((view) => view.open.minor > 0);
  return {
    ledger,
    balances: balance(ledger).map((of) => ({ balance: of, ageing: ageing(ledger, of.currency) })),
    lines: open.map((view) => ({
      ...{ lineId: view.line.id, number: view.invoice.number, issued: view.invoice.issued, due: view.line.due },
      ...{ amount: view.line.amount, open: view.open, disputed: view.disputed, daysLate: view.daysLate },
      ...{ level: levelOf(file, view.line.id), held: heldBy(file, view.line.id) },
      ...{ closed: view.line.closed, timeBarred: view.timeBarred },
    })),
  };
}
