import { type Language } from '../../../domain/language.ts';
import { beyondTexts } from './beyond-texts.ts';
import { codeTexts } from './code-texts.ts';
import { taskTexts } from './task-texts.ts';

type Table = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const tables: Readonly<Record<string, Table>> = { ...codeTexts, beyond: beyondTexts, task: taskTexts };

/**
 * A code of an answer in words, such as 'broken' of 'promise-status'. A code that has none (the levels of a policy are the creditor's own)
 * is shown as it is written, its dashes as spaces.
 */
export function codeWords(of: string, code: string, language: Language): string {
  const known = Object.hasOwn(tables, of) ? tables[of] : undefined;
  const words = known !== undefined && Object.hasOwn(known[language], code) ? known[language][code] : undefined;
  return words ?? code.replaceAll('-', ' ');
}
