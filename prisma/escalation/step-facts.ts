import { type ClaimedLine, type Step } from '../../domain/escalation/step.ts';

export type NoticeStep = Extract<Step, { kind: 'notice' }>;
export type TaskStep = Extract<Step, { kind: 'task' }>;
export type SalesStep = Extract<Step, { kind: 'tell-sales-owner' }>;

/** A line as a notice keeps it, with the cycle its level was decided in. */
export type KeptLine = ClaimedLine & { readonly cycle: number };

/** Lines with their cycles; 1 where the file names none. */
export function keptLines(
  lines: readonly ClaimedLine[],
  cycles: Readonly<Record<string, number>>,
): readonly KeptLine[] {
  return lines.map((line) => ({ ...line, cycle: cycles[line.lineId] ?? 1 }));
}

/** What a task or a word to a colleague is known by: the level and its lines in their cycles, so that it is given once. */
export function keyOf(what: string, lines: readonly KeptLine[]): string {
  const ids = lines.map(({ lineId, cycle }) => `${lineId}.${cycle}`).toSorted();
  return `${what}:${ids.join(',')}`;
}
