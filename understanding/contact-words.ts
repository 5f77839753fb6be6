type Change = 'phone' | 'email' | 'any';

const change =
  '(?:chang(?:e|er|ez|es|ing|ed)?|modifi(?:er?|cation|ez)|mettre a jour|mettez a jour|mise a jour|remplacer?|corriger?|new|nouveau|nouvelle|nouvel|update|updating|replace|autre|different)';
const phone =
  '(?:numeros?(?: de (?:tel(?:ephone)?|portable|mobile))?|num|tel(?:ephone)?|portable|mobile|phone(?: number)?|cell(?: ?phone)?(?: number)?|number)';
const email = '(?:adresse (?:e-?mail|mail|electronique|courriel)|e-?mail(?: address)?|mail(?: address)?|courriel)';
const any = '(?:coordonnees|contact (?:details|information|info)|adresse de contact)';
const between =
  "(?: (?:de|d'|mon|ma|mes|le|la|l'|un|une|votre|my|the|a|an|our|notre|nos|to|for|with|est|is|voici)){0,4}?[ ']?";
const moved =
  "(?: (?:de tel(?:ephone)?|de portable|de mobile))? (?:a|ont|has|have|'ve|n'est plus|est plus|ne marche plus|ne fonctionne plus|is (?:no longer|not)|isn't|doesn't)(?: [a-z']{1,9}){0,3}? ?(?:chang|modifi|valable|valid|le meme|the same|bon|bonne|working|work|right|actif|active|$)";

/** What is numbered beside people, and what is theirs and never ours to change by a form. */
const otherThings =
  /(?:numero|num|n°|number|no) (?:de |d'|du )?(?:la |ma |mon |le )?(?:factur|client|command|dossier|compte|contrat|iban|bon |siren|siret|tva|rue|engagement|serie)|(?:invoice|order|customer|account|contract|purchase|vat|po|serial|reference|bank|card)(?: number| details)|bancaire|bank|postal|achet|acqueri|(?<![a-z])buy|commander/;

const patterns: readonly (readonly [RegExp, Change])[] = [
  [new RegExp(`(?<![a-z])${change}${between}${email}(?![a-z])`), 'email'],
  [new RegExp(`(?<![a-z])${email}${moved}`), 'email'],
  [new RegExp(`(?<![a-z])${change}${between}${phone}(?![a-z])`), 'phone'],
  [new RegExp(`(?<![a-z])${phone}${moved}`), 'phone'],
  [new RegExp(`(?<![a-z])${change}${between}${any}(?![a-z])`), 'any'],
];

/** Which of somebody's contact details folded text says has changed or should; null when it says nothing of the kind. */
export function changedContact(folded: string): Change | null {
  if (otherThings.test(folded)) return null;
  return patterns.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}
