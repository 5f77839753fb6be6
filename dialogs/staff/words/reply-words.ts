import { type Language } from '../../../domain/language.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type NotAnswerable } from '../../../domain/staff/staff-command.ts';
import { say } from '../../messages/wording.ts';
import { queryWords } from './query-words.ts';
import { missingTexts, nearestTexts } from './reply-texts.ts';
import { staffSpaces } from './typography.ts';

/** What is said instead of an answer, and the questions offered in its place, each with the words of its button. */
export type InsteadOfAnswer = {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly query: StaffQuery }[];
};

type Missing = keyof (typeof missingTexts)['en'];

function isKnown(code: string): code is Missing {
  return Object.hasOwn(missingTexts.en, code);
}

function offered(queries: readonly StaffQuery[], language: Language): InsteadOfAnswer['choices'] {
  return queries.map((query) => ({ label: queryWords(query, language).line, query }));
}

/** Why a question has no answer and what is nearest, in words. */
export function notAnswerableWords({ missing, about, nearest }: NotAnswerable, language: Language): InsteadOfAnswer {
  const isSaid = isKnown(missing) && (about !== null || !missingTexts.en[missing].includes('{about}'));
  const why = say(missingTexts, isSaid ? missing : 'other', language, { about: about ?? '' });
  const text = nearest.length === 0 ? why : `${why} ${say(nearestTexts, 'nearest', language)}`;
  return { text: staffSpaces(text, language), choices: offered(nearest, language) };
}

/** What is said when nothing was understood. */
export function unclearWords(nearest: readonly StaffQuery[], language: Language): InsteadOfAnswer {
  const text = staffSpaces(say(nearestTexts, 'unclear', language), language);
  return { text, choices: offered(nearest, language) };
}
