import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { fold } from '../fold.ts';
import { type StaffSituation } from './situation.ts';

const lead =
  /^(?:(?:bonjour|hello|svp|please|stp|et|and),? )*(?:(?:ouvre[rz]?|ouvrir|montre[rz]?|affiche[rz]?|voir|show|open|see|display|donne[rz]?|give|cherche[rz]?|trouve[rz]?|find|search|look up)(?:[ -](?:moi|me|us|nous))? )?(?:(?:le |la |l'|les |the |un |une |a )?(?:dossier|fiche|compte|client|situation|detail|account|file|customer|record|facture|invoice|statement)s? (?:n[°o] ?|numero |number |client |of |for |de |du |d'|pour |le |la |the )*)?/;
const tail = /(?:,? (?:svp|stp|s'il (?:vous|te) plait|please|pls|merci|thanks))?[ .!?]*$/;
const invoice = /^(?:fa|fac|fact|inv|av|cn|lum)[ -]?(?:20\d{2}[ -]?)?\d{3,6}$/;

/** The words as they were typed, of those that were read folded: from the first of them to the last. */
export function named(words: readonly string[], typed: string): string {
  const tokens = [...typed.matchAll(/[\p{L}\p{N}&.'-]+/gu)].map(([word]) => ({
    word,
    key: fold(word).replace(/[^a-z0-9]/g, ''),
  }));
  const taken = words.map(
    (word) => tokens.find(({ key }) => key === word || (word.length >= 3 && key.includes(word)))?.word ?? word,
  );
  return [...new Set(taken)].join(' ');
}

/** An account that was named alone, or behind "dossier", "show me"; null where the words are no account's. */
export function knownAccount(clean: string, { vocabulary }: StaffSituation): StaffCommand | null {
  const folded = fold(clean);
  const from = lead.exec(folded)?.[0].length ?? 0;
  const until = tail.exec(folded)?.index ?? folded.length;
  const text = (clean.length === folded.length ? clean : folded).slice(from, until).trim();
  if (text.length < 2 || text.length > 80) return null;
  const isNumber = invoice.test(fold(text));
  return isNumber || vocabulary.accounts(text).length > 0 ? { kind: 'account', text } : null;
}

/** The words left that name an account the question is of, as they were typed; null where they name none. */
export function accountIn(left: readonly string[], typed: string, { vocabulary }: StaffSituation): string | null {
  const words = named(left, typed);
  return vocabulary.accounts(words).length > 0 || invoice.test(fold(words)) ? words : null;
}
