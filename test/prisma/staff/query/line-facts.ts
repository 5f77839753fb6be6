import { type Account } from '../../../../domain/account.ts';
import { agreedPart } from '../../../../domain/agreed-part.ts';
import { ageClassOf } from '../../../../domain/ageing.ts';
import { isClaimed } from '../../../../domain/balance.ts';
import { type CivilDate } from '../../../../domain/civil-date.ts';
import { isHoldEffective } from '../../../../domain/held-amount.ts';
import { makeLedger } from '../../../../domain/ledger.ts';
import { isOnPlan } from '../../../../domain/payable-part.ts';
import { type QueryRig, type DebtorRow } from './query-rig.ts';

/** A claimed and open line as the pure ledger has it, with all that questions ask of it. */
export type LineFact = {
  readonly account: Account;
  readonly debtor: DebtorRow;
  readonly id: string;
  readonly invoice: string;
  readonly currency: string;
  readonly due: CivilDate;
  readonly late: number;
  readonly bucket: string;
  readonly open: number;
  readonly overdue: number;
  readonly disputed: number;
  readonly promised: number;
  readonly planned: number;
  readonly city: string;
};

/** The town as a reader of envelopes would find it: the line with the postcode, or with the town before it. */
function cityOf({ address }: DebtorRow): string {
  const line = (address ?? '').split('\n').at(-2) ?? '';
  return line.replace(/\b([A-Z]{1,2}\d\w? \d[A-Z]{2}|\d{5})\b/, '').trim();
}

export function lineFacts(rig: QueryRig, asOf: CivilDate): readonly LineFact[] {
  return rig.accounts.flatMap((account) => {
    const ledger = makeLedger(account, asOf);
    const debtor = rig.debtors.get(account.debtor.id);
    if (debtor === undefined) return [];
    return ledger.lines
      .filter((view) => isClaimed(view) && view.open.minor > 0)
      .map((view): LineFact => {
        const agreed = agreedPart(ledger, view).minor;
        const planned = isOnPlan(ledger, view.line.id);
        return {
          ...{ account, debtor, id: view.line.id, invoice: view.invoice.number, currency: view.open.currency },
          ...{ due: view.line.due, late: view.daysLate, bucket: ageClassOf(view.daysLate), open: view.open.minor },
          ...{ overdue: view.overdue ? view.open.minor : 0, disputed: view.disputed.minor },
          ...{ promised: planned ? 0 : agreed, planned: planned ? agreed : 0, city: cityOf(debtor) },
        };
      });
  });
}

/** Sums by a key and the currency, without zeros. */
export function sums(
  facts: readonly LineFact[],
  key: (fact: LineFact) => string,
  minor: (fact: LineFact) => number,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const fact of facts) {
    if (minor(fact) === 0) continue;
    const name = `${key(fact)} ${fact.currency}`;
    found[name] = (found[name] ?? 0) + minor(fact);
  }
  return found;
}

export function isHeld({ account, id }: LineFact, asOf: CivilDate): boolean {
  return account.holds.some((hold) => (hold.lineId === null || hold.lineId === id) && isHoldEffective(hold, asOf));
}
