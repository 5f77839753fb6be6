import { type CaseReading } from './case-reading.ts';
import { claimed } from './climbing.ts';
import { lineClaim } from './line-claim.ts';
import { type EscalationPolicy, type Level } from './policy.ts';
import { type ClaimedLine } from './step.ts';

/**
 * The lines on which a text of that level can be shown today, as if each had just reached it: all that may be asked for, or before the due
 * day all that is still to come. Nothing is decided by it.
 */
export function linesToShow(
  reading: CaseReading,
  policy: Pick<EscalationPolicy, 'residue' | 'limitation'>,
  level: Level,
): readonly ClaimedLine[] {
  return reading.ledger.lines.flatMap((view) => {
    const claim = lineClaim(reading, view, policy);
    const isMeant = view.overdue === (level.kind !== 'check') && view.open.minor > 0;
    return isMeant && claim.stop === null ? [claimed({ view, claim }, level.number)] : [];
  });
}
