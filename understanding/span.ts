import { type SlotKind, type SlotValue } from '../domain/command.ts';

/**
 * A stretch of folded text that was read. A null value was recognised and refused ("30 février", "-50"): nobody else may read
 * it; `of` is the kind it would have been, where that says what was wanted.
 */
export type Span = {
  readonly start: number;
  readonly end: number;
  readonly value: SlotValue | null;
  readonly of?: SlotKind;
};

/** Takes the place of what was read, so that neighbours never join into something nobody wrote. */
export const readMark = '\u0001';

/** The text with those spans blanked, same length, so that later readers keep their positions. */
export function mask(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let at = 0;
  const parts: string[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    parts.push(text.slice(at, start), readMark.repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
