/** A payment in instalments: proposals, the recap and what follows. */
export const planTexts = {
  fr: {
    currency: 'Votre compte est tenu en plusieurs monnaies. Pour laquelle souhaitez-vous payer en plusieurs fois ?',
    payee:
      'Vos factures sont à régler à des bénéficiaires différents, chacun avec ses coordonnées bancaires. Lesquelles souhaitez-vous payer en plusieurs fois ?',
    currencyWhy:
      'Chaque monnaie et chaque bénéficiaire a son propre échéancier : nous ne mélangeons et ne convertissons rien.',
    currencyLabel: 'la monnaie ou le bénéficiaire',
    ask: 'Vous pouvez régler {total} en plusieurs fois, sans frais. Choisissez une proposition, ou dites-moi un nombre de fois, un montant par mois ou une date de début.',
    askPerson:
      'Vous souhaitez régler {total} en plusieurs fois. Dites-moi ce qui vous convient : un nombre de fois, ou un montant par mois. Une personne étudiera votre proposition.',
    askOffered:
      'Nous vous proposons de régler {total} en plusieurs fois, sans frais : {offer}. Choisissez cette proposition pour la relire avant de la confirmer.',
    offer: '{count} fois {each}, à partir du {first}',
    offerLast: '{count} fois {each} (la dernière {last}), à partir du {first}',
    offerDown: '{down} le {first}, puis {rest} fois {each}',
    offerDownLast: '{down} le {first}, puis {rest} fois {each} (la dernière {last})',
    why: 'Je m’en sers pour préparer un échéancier que vous pourrez relire avant toute confirmation. Rien n’est enregistré d’ici là.',
    cutLabel: 'le nombre de fois ou le montant',
    once: 'En une seule fois, c’est une date de paiement plutôt qu’un échéancier. En combien de fois souhaitez-vous payer : deux, trois, davantage ?',
    whole:
      'Ce montant couvre déjà {total} en une fois. Quel montant, plus petit, souhaitez-vous régler à chaque fois ?',
    amount: 'Indiquez un montant supérieur à zéro, par exemple « 50 € par mois ».',
    otherCurrency: 'Ce montant n’est pas dans la monnaie de vos factures ({currencies}).',
    past: 'Cette date est déjà passée. À partir de quand souhaitez-vous commencer ?',
    invoiceUnknown: 'Je ne trouve pas la facture {number} parmi vos factures à régler : je garde l’ensemble.',
    title: 'Votre échéancier',
    summary: 'Vous réglez {total} en {count} fois.',
    lines: 'Factures comprises : {lines}.',
    credits: 'Vos avoirs et trop-perçus ({credits}) sont déjà déduits.',
    excluded: 'Partie contestée, non comprise : {lines}. Vos droits sur cette partie sont entièrement conservés.',
    replaces: 'Cet échéancier remplace la date convenue auparavant : {promises}.',
    acknowledges:
      'En confirmant, vous reconnaissez devoir {total}, ce qui fait repartir le délai légal de prescription de ces sommes. Vos factures restent les mêmes (sans novation).',
    free: 'Rien n’est ajouté à ces sommes : {zero}.',
    early: 'Vous pouvez payer plus tôt, à tout moment et sans frais.',
    missed:
      'Si nous n’avons pas vu un versement {days#un jour#{days} jours} après sa date, nous vous écrirons d’abord pour trouver une solution avec vous : rien n’est automatique.',
    change: 'Pour changer une date, écrivez-le ici avant cette date.',
    moved: 'Une date qui tombe un week-end ou un jour férié passe au jour ouvré suivant.',
    total: 'Total',
    agreed:
      'C’est convenu : {total} en {count} fois. Premier versement : {amount} le {date}. D’ici là, vous n’avez rien à faire.',
    agreedToday: 'C’est convenu : {total} en {count} fois. Premier versement : {amount} aujourd’hui.',
    agreedFile: 'Voici votre échéancier, à conserver.',
    already: 'Cet échéancier est déjà enregistré : il n’y en a qu’un, vous n’avez rien d’autre à faire.',
    review:
      'Merci pour votre proposition : {count} versements, le premier de {first} le {date}. Je ne peux pas l’accorder moi-même : une personne va étudier votre demande et vous répondra au plus tard le {by}. Rien n’est enregistré d’ici là.',
    reviewAny:
      'Merci pour votre proposition. Je ne peux pas l’accorder moi-même : une personne va étudier votre demande et vous répondra au plus tard le {by}. Rien n’est enregistré d’ici là.',
    reviewOr: 'Si vous préférez une réponse tout de suite, je peux vous proposer :',
    stale: 'Votre compte a changé entre-temps : reprenons ensemble.',
    pay: 'Comment payer',
    human: 'Parler à une personne',
    restart: 'Payer en plusieurs fois',
  },
  en: {
    currency: 'Your account is kept in several currencies. For which one would you like to pay in instalments?',
    payee:
      'Your invoices are payable to different payees, each with its own bank details. Which ones would you like to pay in instalments?',
    currencyWhy: 'Each currency and each payee has its own plan: we neither mix nor convert anything.',
    currencyLabel: 'the currency or the payee',
    ask: 'You can pay {total} in instalments, free of charge. Choose a proposal, or tell me a number of instalments, an amount per month or a start date.',
    askPerson:
      'You would like to pay {total} in instalments. Tell me what suits you: a number of instalments, or an amount per month. A person will look at your proposal.',
    askOffered:
      'We offer you to pay {total} in instalments, free of charge: {offer}. Choose this offer to read it before you confirm it.',
    offer: '{count} times {each}, from {first}',
    offerLast: '{count} times {each} (the last one {last}), from {first}',
    offerDown: '{down} on {first}, then {rest} times {each}',
    offerDownLast: '{down} on {first}, then {rest} times {each} (the last one {last})',
    why: 'I use it to prepare a plan that you can read before you confirm anything. Nothing is recorded until then.',
    cutLabel: 'the number of instalments or the amount',
    once: 'In a single payment, that is a payment date rather than a plan. In how many instalments would you like to pay: two, three, more?',
    whole: 'That amount already covers {total} in one payment. What smaller amount would you like to pay each time?',
    amount: 'Please give an amount above zero, for example “£50 a month”.',
    otherCurrency: 'That amount is not in the currency of your invoices ({currencies}).',
    past: 'This date has already passed. From when would you like to start?',
    invoiceUnknown: 'I can’t find invoice {number} among your invoices to pay, so I keep all of them.',
    title: 'Your instalment plan',
    summary: 'You pay {total} in {count#one instalment#{count} instalments}.',
    lines: 'Invoices covered: {lines}.',
    credits: 'Your credits ({credits}) are already deducted.',
    excluded: 'The part you query is not included: {lines}. Your rights on that part are fully kept.',
    replaces: 'This plan replaces the date agreed before: {promises}.',
    acknowledges:
      'By confirming, you acknowledge that you owe {total}, which restarts the legal limitation period for these sums. Your invoices stay the same (no novation).',
    free: 'Nothing is added to these sums: {zero}.',
    early: 'You can pay earlier at any time, free of charge.',
    missed:
      'If we have not seen an instalment {days#one day#{days} days} after its date, we will first write to you to find a solution with you: nothing is automatic.',
    change: 'To change a date, write it here before that date.',
    moved: 'A date that falls on a weekend or a holiday moves to the next working day.',
    total: 'Total',
    agreed:
      'It is agreed: {total} in {count#one instalment#{count} instalments}. The first one: {amount} on {date}. You have nothing to do until then.',
    agreedToday: 'It is agreed: {total} in {count#one instalment#{count} instalments}. The first one: {amount} today.',
    agreedFile: 'Here is your plan, for you to keep.',
    already: 'This plan is already recorded: there is only one, and nothing else to do.',
    review:
      'Thank you for your proposal: {count} instalments, the first of {first} on {date}. I can’t agree to it myself: a person will look at your request and answer you by {by}. Nothing is recorded until then.',
    reviewAny:
      'Thank you for your proposal. I can’t agree to it myself: a person will look at your request and answer you by {by}. Nothing is recorded until then.',
    reviewOr: 'If you would rather have an answer right away, I can propose:',
    stale: 'Your account has changed in the meantime: let’s look at it again together.',
    pay: 'How to pay',
    human: 'Speak to a person',
    restart: 'Pay in instalments',
  },
} as const;
