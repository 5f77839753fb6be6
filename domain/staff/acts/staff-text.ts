import { neverShown, tellingWords } from '../../escalation/never-shown.ts';
import { languages } from '../../language.ts';

/** Why a person's own words do not leave as they are: the rule, and the word it is about. */
export type TextProblem = {
  readonly why: 'too-long' | 'judging-words' | 'tells-a-stranger' | 'bank-details-typed';
  readonly word: string;
};

const longest = 1500;

/** An account number: these come from the ledger, so that nobody types a wrong one, or their own. */
const iban = /\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b/u;

/**
 * Whether what a person of the creditor wrote may go to a debtor. Nothing that judges or threatens, to nobody; and nothing by which a
 * stranger would learn that something is owed, unless only the debtor reads it (`private`). Both languages, since either may be written.
 */
export function whyNotText(text: string, to: { readonly private: boolean }): TextProblem | null {
  if (text.length > longest) return { why: 'too-long', word: String(longest) };
  const typed = iban.exec(text)?.[0];
  if (typed !== undefined) return { why: 'bank-details-typed', word: typed };
  const [judging] = languages.flatMap((language) => neverShown(text, language, 'fr-b2c', 'none'));
  if (judging !== undefined) return { why: 'judging-words', word: judging };
  const [telling] = to.private ? [] : languages.flatMap((language) => tellingWords(text, language));
  return telling === undefined ? null : { why: 'tells-a-stranger', word: telling };
}
