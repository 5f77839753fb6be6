import { type Card } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { say } from '../messages/wording.ts';

/** Why a question has no answer; what is offered instead follows. */
const texts = {
  fr: {
    'unknown-words': 'Je n’ai pas compris « {about} ».',
    'no-such-place': 'Aucun compte n’est à « {about} », d’après les adresses importées.',
    'no-such-date': 'Une date de la question n’existe pas.',
    'no-such-amount': 'Un montant de la question ne se lit pas.',
    period: 'Il manque la période.',
    'one-split': 'Je réponds par un seul critère à la fois.',
    vulnerable:
      'Personne n’est listé pour sa situation personnelle. Elle se lit dans le dossier, par qui en a le droit.',
    forecast: 'Je ne prévois rien : je donne ce qui est promis et quand.',
    margin: 'La marge n’est pas dans les comptes importés.',
    suppliers: 'Je ne connais que ce que vos clients vous doivent, pas ce que vous devez.',
    'bank-balance': 'Le solde en banque n’est pas dans les comptes importés ; les encaissements y sont.',
    charges: 'Les frais et intérêts se lisent dans chaque dossier.',
    'write-offs': 'Les passages en perte se lisent dans chaque dossier.',
    'credit-limit': 'Les limites de crédit ne sont pas dans les comptes importés.',
    products: 'Les produits ne sont pas dans les comptes importés.',
    'staff-performance': 'Je ne classe pas les collègues. Voici les sommes par commercial.',
    conversion: 'Je ne convertis pas : chaque devise a son total.',
    'contact-data': 'Les coordonnées se lisent dans chaque dossier.',
    other: 'Je ne sais pas répondre à cela.',
    unclear: 'Je n’ai pas compris la question.',
    nearest: 'Ce à quoi je peux répondre :',
  },
  en: {
    'unknown-words': 'I did not understand “{about}”.',
    'no-such-place': 'No account is in “{about}”, by the addresses that were imported.',
    'no-such-date': 'A date in the question does not exist.',
    'no-such-amount': 'An amount in the question cannot be read.',
    period: 'The period is missing.',
    'one-split': 'I answer by one criterion at a time.',
    vulnerable: 'Nobody is listed for their personal situation. It is in the file, for those who may read it.',
    forecast: 'I forecast nothing: I give what is promised, and when.',
    margin: 'Margin is not in the accounts that were imported.',
    suppliers: 'I know what your customers owe you, not what you owe.',
    'bank-balance': 'The bank balance is not in the accounts that were imported; what was received is.',
    charges: 'Charges and interest are in each file.',
    'write-offs': 'What was written off is in each file.',
    'credit-limit': 'Credit limits are not in the accounts that were imported.',
    products: 'Products are not in the accounts that were imported.',
    'staff-performance': 'I do not rank colleagues. Here are the sums by sales owner.',
    conversion: 'I convert nothing: each currency has its total.',
    'contact-data': 'Contact details are in each file.',
    other: 'I cannot answer that.',
    unclear: 'I did not understand the question.',
    nearest: 'What I can answer:',
  },
} as const;
type Key = keyof (typeof texts)['fr'];

function keyOf(missing: string, about: string | null): Key {
  const known = Object.hasOwn(texts.fr, missing) ? (missing as Key) : 'other';
  return about === null && texts.fr[known].includes('{about}') ? 'unclear' : known;
}

export type Missing = {
  readonly missing: string; // a code; `unclear` where nothing was understood
  readonly about: string | null;
  readonly offered: readonly { readonly id: string; readonly label: string }[];
};

/** Says what cannot be answered and why, with the nearest questions to press. */
export function nearestCard({ missing, about, offered }: Missing, language: Language): Card {
  const shown = about === null || about.length <= 80 ? about : `${about.slice(0, 79)}…`;
  return {
    title: say(texts, keyOf(missing, about), language, { about: shown ?? '' }),
    parts: offered.length === 0 ? [] : [{ part: 'text', text: say(texts, 'nearest', language), weight: 'subtle' }],
    actions: offered.map(({ id, label }) => ({ kind: 'press', id, label })),
  };
}
