import { formatMoney, formatShortDate } from '../../../domain/format.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Language } from '../../../domain/language.ts';
import { type Money } from '../../../domain/money.ts';
import { say, type Values } from '../../messages/wording.ts';
import { accountTexts } from './account-texts.ts';
import { type CellLook, formatInstant } from './cell-text.ts';
import { fileWords } from './file-words.ts';

/** What the parts of an account's card are worded with. */
export type AccountWords = {
  readonly language: Language;
  readonly text: (key: keyof (typeof accountTexts)['fr'], values?: Values) => string;
  readonly code: (of: string, code: string) => string;
  readonly money: (amount: Money) => string;
  readonly day: (day: CivilDate | null) => string;
  readonly moment: (at: number) => string;
};

/** The words of one look. */
export function accountWords({ language, words, zone }: CellLook): AccountWords {
  const code = fileWords(words.code);
  return {
    language,
    text: (key, values = {}) => say(accountTexts, key, language, values),
    code: (of, name) => code(of, name, language),
    money: (amount) => formatMoney(amount, language),
    day: (day) => (day === null ? '' : formatShortDate(day)),
    moment: (at) => formatInstant(at, zone),
  };
}
