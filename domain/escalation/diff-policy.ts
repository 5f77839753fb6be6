import { formatMoney } from '../format.ts';
import { type Money } from '../money.ts';
import { type LevelText } from './level-text.ts';
import { type EscalationPolicy, type Level } from './policy.ts';

/** A version of a policy with its texts. */
export type PolicyVersion = { readonly policy: EscalationPolicy; readonly texts: readonly LevelText[] };

const levelFields = [
  ['kind', 'kind'],
  ['offset', 'days'],
  ['when', 'condition'],
  ['outlets', 'outlets'],
  ['tone', 'tone'],
  ['minDaysSinceContact', 'days since any contact'],
  ['approval', 'approval by a person'],
  ['legal', 'legal kind'],
  ['charges', 'charges'],
  ['deadlineDays', 'deadline in days'],
  ['tellSalesOwner', 'the sales owner is told'],
] as const satisfies readonly (readonly [keyof Level, string])[];

const policyFields = [
  ['pack', 'pack'],
  ['effectiveFrom', 'in force from'],
  ['debtorKinds', 'customers'],
  ['contact', 'contact rules'],
  ['charges', 'charges'],
  ['residue', 'residue'],
  ['freshWorkingDays', 'age of the accounts in working days'],
  ['defaultNoticeDays', 'days of notice before a plan ends'],
  ['limitation', 'limitation'],
  ['block', 'block of new orders'],
] as const satisfies readonly (readonly [keyof EscalationPolicy, string])[];

function isMoney(value: object): value is Money {
  return 'minor' in value && 'currency' in value;
}

/** A value as a person reads it: `days 3, from due`. Keys are sorted, since the database keeps no order of them. */
function words(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(words).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object') return '';
  if (isMoney(value)) return formatMoney(value, 'en');
  const parts = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return parts.map(([key, part]) => `${key} ${words(part)}`).join(', ');
}

function changes<Thing extends object>(
  what: string,
  fields: readonly (readonly [keyof Thing, string])[],
  [before, next]: readonly [Thing, Thing],
): readonly string[] {
  return fields.flatMap(([field, name]) => {
    const [was, is] = [words(before[field]), words(next[field])];
    return was === is ? [] : [`${what}${name}: ${was} → ${is}`];
  });
}

function levelChanges(before: readonly Level[], next: readonly Level[]): readonly string[] {
  const gone = before.filter(({ id }) => !next.some((level) => level.id === id));
  return [
    ...gone.map(({ id }) => `level "${id}" is gone`),
    ...next.flatMap((level) => {
      const old = before.find(({ id }) => id === level.id);
      if (old !== undefined) return changes(`level "${level.id}", `, levelFields, [old, level]);
      return [`level "${level.id}" is new: ${words(level.offset)}, ${words(level.outlets)}`];
    }),
  ];
}

function textChanges(before: readonly LevelText[], next: readonly LevelText[]): readonly string[] {
  const keyOf = ({ levelId, outlet, language }: LevelText): string => `${levelId}, ${outlet}, ${language}`;
  const old = new Map(before.map((text) => [keyOf(text), text]));
  const now = new Set(next.map(keyOf));
  return [
    ...before.filter((text) => !now.has(keyOf(text))).map((text) => `text ${keyOf(text)} is gone`),
    ...next.flatMap((text) => {
      const was = old.get(keyOf(text));
      if (was === undefined) return [`text ${keyOf(text)} is new`];
      const subject = was.subject === text.subject ? [] : [`  subject: ${words(was.subject)} → ${words(text.subject)}`];
      const body = was.body === text.body ? [] : [`  - ${was.body.trim()}`, `  + ${text.body.trim()}`];
      return subject.length + body.length === 0 ? [] : [`text ${keyOf(text)}:`, ...subject, ...body];
    }),
  ];
}

/** What differs between two versions, in words, for whoever signs the second. */
export function diffPolicy(before: PolicyVersion, next: PolicyVersion): readonly string[] {
  return [
    ...changes('', policyFields, [before.policy, next.policy]),
    ...levelChanges(before.policy.levels, next.policy.levels),
    ...textChanges(before.texts, next.texts),
  ];
}
