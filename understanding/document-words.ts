/** Which of the papers we make folded words name. `agreement`: whichever of the two there is. */
export type NamedPaper = 'settled' | 'plan' | 'promise' | 'agreement' | 'statement';

const names: readonly (readonly [NamedPaper, string])[] = [
  ['settled', '(?:attestation|quittance|settlement)'],
  ['plan', '(?:plan|echeancier|schedule)'],
  ['promise', '(?:promesse|promise|date (?:convenue|de paiement)|(?:agreed|payment) date)'],
  ['agreement', '(?:accord|engagement|agreement|arrangement)'],
  ['statement', '(?:releve|(?<!settlement )statement(?! of settlement))'],
];
const any = `(?:${names.map(([, words]) => words).join('|')})`;
const paper = '(?:pdf|documents?|doc|papier|fichier|copie|duplicata|exemplaire|copy|duplicate|file|paper)';
const between =
  "(?: (?:de|du|d'|of|for|pour|mon|ma|le|la|l'|mes|notre|votre|my|the|our|your|paiement|payment|instal?lment)| ?d'| ?l'){0,4}";
/** "Le pdf du plan", "the plan document", "l'échéancier en PDF": the paper, not what it is about. */
const asked = new RegExp(
  `(?<![a-z])(?:${paper}${between} ?${any}|${any}(?: (?:de paiement|d'echeances|de compte))? (?:(?:en|in|as a|as|au format) )?(?:pdf|document|file))(?![a-z])`,
);
const sent =
  /(?<![a-z])(?:re-?)?send (?:me |us )?(?:the|my|our) (?:payment |instal?lment )?(?:plan|schedule|agreement)(?![a-z])|(?<![a-z])(?:r?envoy(?:er|ez|e)|recevoir|avoir)(?:[ -](?:moi|nous))? (?:le|mon|notre|l')(?: ?)(?:plan|echeancier|accord)(?: de paiement)?[ .!?]*$/;
const cleared =
  /(?<![a-z])(?:(?:attestation|quittance)(?: de (?:reglement|paiement|solde)|(?= |$|[.!?]))|statement of settlement|settlement (?:statement|certificate|letter))(?![a-z])/;
const otherwise = /(?<![a-z])(?:factures?|invoices?|bills?|contest|disput|faux|fausse|wrong|incorrect|erreur|error)/;

/** Whether folded words ask for a paper of ours by its name. */
export function asksForPaper(folded: string): boolean {
  return (asked.test(folded) || sent.test(folded) || cleared.test(folded)) && !otherwise.test(folded);
}

/** The only paper of ours that words which ask for one name; null when none, or several. */
export function paperIn(folded: string): NamedPaper | null {
  if (otherwise.test(folded)) return null;
  const [only, ...others] = names.filter(([, words]) => new RegExp(`(?<![a-z])${words}(?![a-z])`).test(folded));
  return only === undefined || others.length > 0 ? null : only[0];
}
