type Favour = 'discount' | 'fees';

const discount =
  /(?<![a-z])(?:remises?|rabais|ristournes?|reductions?|gestes? commercia(?:l|ux)|faire un (?:petit )?(?:geste|effort)|baisser (?:le|la|mon|ma|votre) (?:prix|montant|facture|solde|total)|discounts?|rebates?|money off|price reduction|(?:settle|pay) (?:it )?for less|knock (?:something|some|a bit|anything) off|(?:lower|reduce) (?:the|my|this) (?:amount|bill|price|balance|total))(?![a-z])/;
/** A discount that was agreed and is missing from the invoice is a reason to contest it. */
const agreedBefore =
  /(?<![a-z])(?:promis|prevue?s?|convenue?s?|accordee?s?|oubliee?s?|manqu|devait|deduite?s?|appliquee?s?|promised|agreed|missing|forgot|forgotten|applied|deducted|supposed|should have)/;
const small =
  "(?:(?:moi|nous|me|us|off|out|de|des|du|les?|la|mes|ma|ces|vos|votre|the|my|these|those|your|all|any|some|toutes?|tous|late|of|for|d'|l') ?)*";
const fees = new RegExp(
  `(?<![a-z])(?:enlev|retir|supprim|annul|effac|exoner|oter?|faire sauter|remov|waiv|drop|cancel|delet|take|write)[a-z]{0,4} ${small}(?:frais|penalites?|interets?|indemnites?|majorations?|agios|fees?|charges?|interest|penalt(?:y|ies)|surcharges?)(?![a-z])`,
);

/** What only a person can grant, when folded words ask for it: less to pay, or fees taken off. */
export function favourIn(folded: string): Favour | null {
  if (fees.test(folded)) return 'fees';
  return discount.test(folded) && !agreedBefore.test(folded) ? 'discount' : null;
}
