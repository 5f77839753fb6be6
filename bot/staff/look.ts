import { codeWords } from '../../dialogs/staff/words/code-words.ts';
import { columnWords } from '../../dialogs/staff/words/column-words.ts';
import { type Look, type Visit } from './visit.ts';

/** How an answer is worded for who asks. */
export function lookOf({
  language,
  creditor,
}: Pick<Visit, 'language'> & { readonly creditor: Pick<Visit['creditor'], 'zone'> }): Look {
  return { language, zone: creditor.zone, words: { code: codeWords, column: columnWords } };
}
