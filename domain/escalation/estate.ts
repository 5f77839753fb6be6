import { addDays, type CivilDate } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { type CaseReading } from './case-reading.ts';
import { type Stop } from './stop.ts';

/** A filing that was only said holds for so long: the reference is asked meanwhile. */
const declaredDays = 30;

function isEarlier(issued: CivilDate, judgedOn: CivilDate | null): boolean {
  return judgedOn === null || issued < judgedOn;
}

/**
 * Why proceedings over the debtor's estate stop a line. What arose before the judgment is asked by declaring it and in no other way
 * (C. com. L622-21, L622-7; C. conso. L722-2); what arose since goes on by the ordinary policy. Null when nothing stops it.
 */
export function estateStop({ file, calendar, holdsOf }: CaseReading, { line, invoice }: LineView): Stop | null {
  if (line.closed === 'insolvency') return { gate: 'insolvency', until: null, detail: 'closed:insolvency' };
  const judged = file.proceedings.filter(({ kind }) => kind !== 'declared');
  const earlier = judged.find(({ judgedOn }) => isEarlier(invoice.issued, judgedOn));
  if (earlier !== undefined)
    return { gate: 'insolvency', until: null, detail: `${earlier.kind}:${earlier.judgedOn ?? 'no-date'}` };
  const held = holdsOf(line.id).find(
    ({ reason, lineId }) => reason === 'insolvency' && (lineId !== null || judged.length === 0),
  );
  if (held !== undefined) return { gate: 'insolvency', until: held.until, detail: 'hold:insolvency' };
  if (judged.length > 0) return null;
  const declared = file.proceedings.find(({ since }) => calendar.today < addDays(since, declaredDays));
  if (declared === undefined) return null;
  return { gate: 'insolvency', until: addDays(declared.since, declaredDays), detail: `declared:${declared.since}` };
}
