import { agreeable } from '../../domain/agreeable.ts';
import { agreedPart } from '../../domain/agreed-part.ts';
import { type Ledger, lineView } from '../../domain/ledger.ts';

/** Whether something of these lines (null: of the account) is left to agree a date or instalments on. */
export function canAgree(ledger: Ledger, lineIds: readonly string[] | null): boolean {
  return agreeable(ledger, lineIds).some(({ lines, credits }) => {
    const left = lines.reduce((total, { lineId, amount }) => {
      const agreed = agreedPart(ledger, lineView(ledger, lineId)).minor;
      return total + Math.max(0, amount.minor - agreed);
    }, 0);
    return left > credits.minor;
  });
}
