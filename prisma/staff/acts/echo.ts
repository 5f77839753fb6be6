import { readDate } from '../../../domain/civil-date.ts';
import { type ActCommand } from '../../../domain/staff/acts/act-command.ts';
import { type ActFact } from '../../../domain/staff/acts/act-outcome.ts';
import { type ActField } from '../../../domain/staff/acts/act-field.ts';
import { type Cell } from '../../../domain/staff/answer.ts';
import { type Money } from '../../../domain/money.ts';

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

function cellOf(value: unknown, of: string | undefined): Cell | null {
  if (isMoney(value)) return { kind: 'money', money: value };
  if (typeof value === 'number') return { kind: 'count', count: value };
  if (typeof value === 'boolean') return value ? { kind: 'code', of: 'flag', code: 'yes' } : null;
  if (typeof value !== 'string') return null;
  if (of !== undefined) return { kind: 'code', of, code: value };
  const date = readDate(value);
  return date === null ? { kind: 'text', text: value } : { kind: 'date', date };
}

/** What was filled in, as it was read: shown before it is done, so that a wrong amount or day is seen. */
export function echoOf(command: ActCommand, fields: readonly ActField[]): readonly ActFact[] {
  const read: Readonly<Record<string, unknown>> = command;
  return fields.flatMap(({ name, of }) => {
    const cell = cellOf(read[name], of);
    return cell === null ? [] : [{ key: `input:${name}`, cell }];
  });
}
