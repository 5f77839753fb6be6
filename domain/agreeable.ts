import { type Ledger } from './ledger.ts';
import { plannable, type Plannable } from './plannable.ts';

/** What can be agreed on now, per currency: the named lines; else what is due; else, when nothing is, what is coming. */
export function agreeable(ledger: Ledger, lineIds: readonly string[] | null): readonly Plannable[] {
  if (lineIds !== null) return plannable(ledger, lineIds);
  const due = plannable(ledger);
  if (due.some(({ net }) => net.minor > 0)) return due;
  return plannable(
    ledger,
    ledger.lines.map(({ line }) => line.id),
  );
}
