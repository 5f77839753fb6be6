import { type DisputeReason } from '../domain/command.ts';

/** In order of precision: the first that matches is the reason. */
const reasons: readonly (readonly [DisputeReason, RegExp])[] = [
  [
    'number-missing',
    /(?<![a-z])(?:(?:il manque|manque|sans|absence d[eu]|pas de|no|missing|without|need|besoin d[eu]) (?:le |un |du |notre |a |the |our |an? )?(?:numero de (?:commande|bon)|bon de commande|n° de commande|num de commande|po(?: number)?|purchase order|order number|order ref|reference de commande|numero d'engagement)|(?:jamais|pas|never|didn't|did not|haven't) (?:recu|eu|receive|received|get|got|seen)(?: [a-z]{1,10})? (?:la |cette |votre |de |the |this |your |that |an? |any )?(?:facture|invoice|bill)(?![a-z]))/,
  ],
  [
    'duplicate',
    /(?<![a-z])(?:doublons?|en double|2 fois|deux fois|facturee? deux|twice|duplicate[ds]?|double (?:facturation|billed|charged|billing)|same invoice twice|meme facture)/,
  ],
  [
    'not-ordered',
    /(?<![a-z])(?:(?:jamais|pas|rien|never|didn't|did not|haven't) (?:rien )?(?:commande|ordered?|signe|demande|requested|asked for|signed|souscri[ts]?|achete|bought|purchased?)|non commande|not ordered|pas fait (?:cet achat|cette commande)|commande inconnue|usurpation|identity theft|fraude?|qui ai commande|made this purchase)/,
  ],
  [
    'terminated',
    /(?<![a-z])(?:resili|contrat (?:termine|fini|rompu)|arret du contrat|fin de contrat|terminated|cancelled (?:the|my|this|that) (?:contract|subscription|service)|(?:cancelled|ended|terminated) (?:it|that contract)|i cancelled|contract (?:ended|was over|is over)|desabonne depuis|j'avais annule)/,
  ],
  [
    'credit-missing',
    /(?<![a-z])(?:avoirs?(?= (?:promis|manquant|pas|non|que|de|attendu))|(?:un|mon|notre|l'|d'|note d')avoir (?:promis|manque|non|n'|pas|annonce|prevu|sur|devait|que|de)|promis un avoir|un avoir(?![a-z])|remise promise|geste commercial|credit notes?|promised (?:me |us )?(?:a )?(?:credit|refund|discount)|rendu la marchandise|returned (?:the goods|it|them|something)|retourne la|truc que j'ai rendu|refund promised)/,
  ],
  ['vat', /(?<![a-z])(?:tva|vat|taxe sur la valeur|autoliquidation|reverse charge|hors taxe)(?![a-z])/],
  [
    'quantity',
    /(?<![a-z])(?:quantites?|quantity|quantities|mauvais nombre|il (?:en )?manqu(?:e|ait)|manquants?|incomplete?s?|partielle(?:ment)?|seulement \d+|only (?:got|received|delivered) \d+|(?:half|part|some) of (?:the|my|our) (?:order|goods|items|delivery)|moitie de (?:la|ma|notre) (?:commande|livraison|marchandise)|short delivery|missing items?|units? missing|(?:recu|received|livre|got|delivered) (?:que |only )?\d+ (?:sur|au lieu|instead|of|out of)|trop d'articles|(?<!\d)\d{1,6} pieces|nombre de pieces|pieces? (?:manquantes?|en moins|de trop)|pas toutes? les pieces)/,
  ],
  [
    'quality',
    /(?<![a-z])(?:defectueu|defaut|abimee?s?|cassee?s?|casse|en panne|ne (?:marche|fonctionne)|marche pas|fonctionne pas|malfacon|mal fait|qualite|non conforme|pas conforme|defective|faulty|broken|damaged|doesn't work|not working|poor quality|bad quality|quality|not as described|wrong (?:item|product|goods)|mauvais (?:produit|article))/,
  ],
  [
    'not-received',
    /(?<![a-z])(?:(?:jamais|pas|rien|non|never|not|didn't|did not|haven't|hasn't|wasn't|weren't|n'a pas ete|nothing) (?:rien |ete |encore |been |yet |was |n'(?:a|ai|avons|est) (?:jamais |encore )?(?:ete )?|ne (?:m'|nous )?a (?:ete )?)?(?:recue?s?|livree?s?|arrivee?s?|received?|delivered|arrived|get|got|eu la (?:marchandise|livraison)|faite?s?|realisee?s?|effectuee?s?|done|carried out|performed|venus?|came|come|provided)|(?:received|got|delivered) nothing|nothing (?:came|arrived)|non[ -]livr|livraison (?:jamais|non)|undelivered|still waiting for|attends toujours|travaux n'ont pas|prestation non)/,
  ],
  [
    'price',
    /(?<![a-z])(?:prix|tarifs?|trop (?:cher|eleve|facture|percu)|surfactur|montant (?:est )?(?:incorrect|faux|errone|trop|pas|anormal)|devis|remise (?:oubliee|non)|price|overcharged|over-?billed|too (?:much|expensive|high)|quote[ds]?|amount is (?:wrong|incorrect)|wrong amount|discount|frais en trop|extra fees|mauvais montant|pas le bon montant)/,
  ],
  [
    'already-paid',
    /(?<![a-z])(?:(?:deja|already|bien) (?:ete )?(?:paye|regle|paid|settled|solde)e?s?|(?:ai|avons|a ete) (?:bien |tout )?(?:paye|regle)e?s?|(?:i|we)(?:'ve| have)? (?:already )?paid|was paid|has been paid)/,
  ],
];

/** Why an invoice is contested, when folded words say it. */
export function readReason(folded: string): DisputeReason | null {
  return reasons.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}
