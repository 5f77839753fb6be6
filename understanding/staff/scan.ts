import { everyMatch } from '../every-match.ts';
import { mask } from '../span.ts';

/** Text that readers eat: what one has read is blanked for the next, at the same length. */
export type Scan = { text: string };

/** Stand for what was read already, character by character, so that phrases can speak of it. */
export const marks = { amount: '\u0002', day: '\u0003', period: '\u0004', count: '\u0005', quote: '\u0006' } as const;

/** All matches of a pattern, blanked. */
export function take(scan: Scan, pattern: RegExp): readonly RegExpExecArray[] {
  const found = everyMatch(scan.text, pattern);
  if (found.length > 0) {
    const spans = found.map(({ index, 0: { length } }) => ({ start: index, end: index + length, value: null }));
    scan.text = mask(scan.text, spans);
  }
  return found;
}

/** Whether a pattern was there; it is blanked. */
export function takes(scan: Scan, pattern: RegExp): boolean {
  return take(scan, pattern).length > 0;
}

/** Writes a mark over a stretch of the text. */
export function put(scan: Scan, start: number, end: number, mark: string): void {
  scan.text = scan.text.slice(0, start) + mark.repeat(end - start) + scan.text.slice(end);
}
