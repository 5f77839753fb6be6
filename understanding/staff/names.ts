import { type ChoiceField } from '../../domain/staff/query.ts';
import { placeKey } from '../../domain/staff/place-key.ts';
import { type StaffVocabulary } from '../../domain/staff/vocabulary.ts';
import { isOneEditAway } from '../one-edit.ts';

/** A value of the creditor's own data that words may name. */
export type Name = { readonly field: ChoiceField; readonly value: string };

/** The creditor's values by how they are compared. */
export type Names = {
  readonly byKey: ReadonlyMap<string, readonly Name[]>;
  readonly keys: readonly string[];
  readonly longest: number; // words of the longest
};

const made = new WeakMap<StaffVocabulary, Names>();

/** The index of a vocabulary, made once for each. */
export function namesOf(vocabulary: StaffVocabulary): Names {
  const known = made.get(vocabulary);
  if (known !== undefined) return known;
  const byKey = new Map<string, Name[]>();
  const add = (field: ChoiceField, values: readonly string[]): void => {
    for (const value of values) {
      const key = placeKey(value);
      if (key === '') continue;
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [{ field, value }]);
      else same.push({ field, value });
    }
  };
  const { cities, regions, segments, owners, levels, currencies } = vocabulary;
  add('city', cities);
  add('region', regions);
  add('segment', segments);
  add('owner', owners);
  add('level', levels);
  add('currency', currencies);
  const keys = [...byKey.keys()];
  const longest = Math.max(0, ...keys.map((key) => key.split(' ').length));
  const names = { byKey, keys, longest };
  made.set(vocabulary, names);
  return names;
}

const shortestMistyped = 5;

/** The values that key names: exactly, or with one slip of the fingers where only one name is that near. */
export function named(names: Names, key: string): readonly Name[] {
  const exact = names.byKey.get(key);
  if (exact !== undefined) return exact;
  if (key.length < shortestMistyped) return [];
  const near = names.keys.filter((known) => known.startsWith(key.charAt(0)) && isOneEditAway(key, known));
  const [first] = near;
  return near.length === 1 && first !== undefined ? (names.byKey.get(first) ?? []) : [];
}
