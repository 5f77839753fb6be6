import { type Command, type FlowName } from '../domain/command.ts';
import { startOf } from './intent.ts';
import { type ReadValues } from './read-values.ts';
import { isWhole } from './read-whole.ts';
import { type Situation } from './situation.ts';
import { readMark } from './span.ts';

const article = '(?:(?:mon|ma|mes|le|la|les|une?|des|my|the|a|an|your|votre|vos|voir|see|show|consulter|afficher) )*';
const tail = "(?:,? (?:svp|stp|s'il vous plait|please|pls|merci|thanks))?[ !.?]*$";

function only(source: string): RegExp {
  return new RegExp(`^${article}(?:${source})${tail}`);
}

const starts: readonly (readonly [RegExp, FlowName])[] = [
  [
    only(
      'solde|balance|compte|account|reste a payer|total|montant|montant du|amount due|how much|combien|cb|situation|releve de situation|echeances?|due date|date limite',
    ),
    'balance',
  ],
  [
    only(
      'pourquoi (?:est-ce que )?(?:je (?:vous )?dois|autant|tant|cette somme|ce montant|vous me demandez)(?: (?:autant|tout|ca|cela|cette somme|ce montant|tant|[a-z ]{0,20}))?|why (?:do i owe|so much|am i being (?:charged|billed)|this amount)(?: [a-z ]{0,20})?|what (?:is|are) (?:this|these|it) for|factures|invoices|bills|liste|list|liste (?:des|de mes) factures|toutes (?:mes |les )?factures|detail|details',
    ),
    'invoices',
  ],
  [
    only(
      '(?:(?:vous pouvez|pouvez-vous|pourriez-vous|can you|could you|please) )?(?:(?:me |nous )?(?:renvoyer|envoyer|donner|redonner|communiquer|send|give|resend)(?: (?:me|moi|us))? )?(?:le |la |les |un |vos |votre |your |the )?(?:rib|iban|coordonnees bancaires|bank (?:account )?details)|bank details|lien de paiement|payment link|qr|qr code|coordonnees bancaires|virement|transfer|comment payer|how to pay|payer maintenant|pay now|cb en ligne|carte|card',
    ),
    'pay',
  ],
  [
    only(
      'echeancier|plan|plan de paiement|payment plan|payer en plusieurs fois|plusieurs fois|mensualites?|instal?lments?|etaler|echelonner|facilites? de paiement|delais?(?: de paiement)?|report|spread|split|arrangement',
    ),
    'plan',
  ],
  [
    only(
      "promesse|promise|promesse de paiement|(?:(?:je (?:veux|voudrais|souhaite|peux|dois)|est-ce que je peux|peut-on|puis-je|can i|could i|i(?:'d like| want| need) to) )?(?:changer|modifier|decaler|repousser|reporter|avancer|change|move|postpone|reschedule|push back) (?:la |ma |my |the )?(?:payment )?date(?: (?:de |d'|of )?(?:mon |ma |mes |le |la |notre |my |the )?(?:paiement|reglement|promesse|echeance|payment|promise))?|promise to pay|payer plus tard|pay later|date de paiement|payer a une date|choisir une date|(?:je (?:veux|voudrais|souhaite|peux) |i(?:'d like| want|'ll| can) (?:to )?)?(?:donner?|fixer?|proposer?|choisir?|indiquer?|give|set|choose|pick|propose)(?: you)?(?: vous)? (?:une |a )?(?:autre )?(?:payment )?date(?: de (?:paiement|reglement)| pour (?:payer|le reste)| for the rest| to pay| for payment)?",
    ),
    'promise',
  ],
  [
    only(
      'contester|contestation|dispute|litige|reclamation|contest|complaint|erreur|desaccord|erreur (?:de |sur la )?facture(?:ation)?|wrong invoice|facture fausse',
    ),
    'dispute',
  ],
  [
    only(
      "deja paye|deja regle|already paid|paye|paid|regle|c'est paye|j'ai paye|i paid|i've paid|already settled|payment made|paiement (?:fait|effectue)",
    ),
    'paid',
  ],
  [
    only(
      'copie|duplicata|duplicate|copy|pdf|document|documents|releve|statement|attestation|recu|quittance|receipt|accord|copie de (?:la |ma )?facture|invoice copy|copy of (?:my |the )?invoice',
    ),
    'document',
  ],
  [
    only(
      "m'identifier|identification|identifier|identify|verify|verification|login|log in|connexion|se connecter|me connecter|sign in",
    ),
    'identify',
  ],
];
const ambiguous: readonly (readonly [RegExp, readonly FlowName[]])[] = [
  [only('facture|invoice|bill'), ['invoices', 'dispute']],
  [
    only("(?:j'ai )?(?:un )?(?:gros |petit )?(?:probleme|souci)|(?:i have )?(?:a )?(?:problem|issue)"),
    ['dispute', 'plan'],
  ],
  [only('paiement|payment|reglement'), ['pay', 'plan']],
  [only('payer|pay|regler|settle|argent|money'), ['pay', 'promise', 'plan']],
  [only('dossier|file|case'), ['balance', 'invoices']],
  [only('date|dates|delai'), ['balance', 'promise']],
];

/** One noun or verb that says which flow, or between which flows to ask: "facture" alone is never guessed. */
export function shortRequest(read: ReadValues, situation: Situation): Command | null {
  const words = read.text.replaceAll(readMark, ' ').replace(/ {2,}/g, ' ').trim();
  if (read.spans.some(({ value }) => !isWhole(value))) return null;
  const flow = starts.find(([pattern]) => pattern.test(words))?.[1];
  if (flow !== undefined) return startOf(flow, read, situation);
  const candidates = ambiguous.find(([pattern]) => pattern.test(words))?.[1];
  return candidates === undefined ? null : { kind: 'unclear', candidates };
}
