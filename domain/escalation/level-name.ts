import { type Level } from './policy.ts';

/** A level as a person who wrote the policy knows it: `level 3 "formal-notice"`. */
export function levelName({ number, id }: Pick<Level, 'number' | 'id'>): string {
  return `level ${number} "${id}"`;
}
