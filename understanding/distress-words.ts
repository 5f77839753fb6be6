import { type DistressKind } from '../domain/command.ts';

/** In order of urgency; the first kind that matches is the one answered. */
const kinds: readonly (readonly [DistressKind, RegExp])[] = [
  [
    'self-harm',
    /(?<![a-z])(?:suicid|me tuer|me pendre|me foutre en l'air|me jeter (?:sous|par|d')|mettre fin a (?:mes jours|ma vie)|en finir(?! avec (?:cette|ce|la facture|le dossier|mon dossier|vos|ces))|plus envie de vivre|plus (?:la )?force de vivre|je (?:veux|vais|voudrais|prefere) (?:mourir|crever)|envie d'en finir|envie de mourir|mieux (?:si j'etais )?mort|kill myself|killing myself|end my life|end it all|take my (?:own )?life|want to die|wanna die|better off dead|hurt myself|harm myself|self[ -]harm|no reason to live|can't go on living|don't want to live|je vais sauter du|me couper les veines|overdose)/,
  ],
  [
    'minor',
    /(?<![a-z])(?:(?:je suis|suis) (?:encore )?mineure?(?![a-z])|j'?ai (?:que |seulement )?(?:[6-9]|1[0-7]) ans(?! d)|i(?:'m| am) (?:only )?(?:[6-9]|1[0-7])(?: years old| yo|[ .!]*$)|i(?:'m| am) (?:a minor|under ?age|under 18)|pas (?:encore )?18 ans)/,
  ],
  [
    'abuse',
    /(?<![a-z])(?:connards?|connasses?|salopes?|salauds?|encules?|fils de putes?|fdp|ta gueule|vos gueules?|va te faire|allez vous faire|allez vous faire|nique|putes?(?![a-z])|batards?|enfoires?|bande de (?:voleurs|escrocs|cons|rats|charognards|vautours)|vautours|sales? cons?|fuck(?:ing)? (?:you|off|yourself)|fuck u|assholes?|bastards?|motherfuck|bitch(?:es)?|cunts?|piece of shit|pieces of shit|go to hell|scumbags?|wankers?|arseholes?|(?:je vais|on va) (?:vous|te) (?:tuer|buter|retrouver|frapper|defoncer|casser)|i(?:'ll| will|'m going to| am going to) (?:kill|hurt|find|beat) you|bruler vos (?:bureaux|locaux)|burn your (?:office|building)|je sais ou vous habitez|i know where you live)/,
  ],
  [
    'insolvency',
    /(?<![a-z])(?:(?:redressement|liquidation|reglement) judiciaires?|en (?:liquidation|redressement|cessation de paiements?)|procedure (?:de sauvegarde|collective)|mandataire judiciaire|administrateur judiciaire|liquidateur|cessation des? paiements?|depose(?:r)? le bilan|depot de bilan|tribunal de commerce a prononce|retablissement personnel|bankrupt(?:cy)?|insolven(?:t|cy)|in (?:liquidation|administration|receivership)|(?:went|gone|going) bust|chapter 1[13]|liquidators?|iva agreement|debt relief order|individual voluntary arrangement|en faillite|faillite personnelle)/,
  ],
  [
    'legal-threat',
    /(?<![a-z])(?:mon avocate?|mes avocats|mon conseil juridique|(?:vais|va|allons|veux|compte|pourrais) (?:porter plainte|vous (?:attaquer|poursuivre|assigner|denoncer)|saisir (?:la|le|les|un|l')|deposer (?:une )?plainte|aller (?:en justice|au tribunal|aux prud'?hommes))|porter? plainte|depose plainte|plainte (?:contre vous|a la cnil|a la dgccrf)|saisir (?:la justice|le tribunal|le mediateur|le defenseur|la cnil|la dgccrf|un avocat)|dgccrf|(?:on se (?:verra|voit)|rendez-vous|rdv) (?:au tribunal|en justice)|my (?:lawyer|solicitor|attorney|barrister)|(?:sue|suing) (?:you|your)|take (?:you|this|your company) to (?:court|tribunal)|see you in court|legal action against you|press charges|report you to|(?:complain|complaint) to the (?:ombudsman|fca|ico|cnil|regulator)|the ombudsman|i(?:'ll| will| am going to|'m going to) sue)/,
  ],
  [
    'illness',
    /(?<![a-z])(?:hospitalisee?|a l'hopital|en chimio|chimiotherapie|(?:un|mon|d'un|le) cancer|gravement malade|tres malade|je suis malade|(?:arret|arrets|conge) (?:maladie|longue maladie|pour maladie)|longue maladie|en arret(?: de travail)?(?! de)|depression|depressi(?:f|ve)|burn[ -]?out|accident (?:de travail|du travail|grave)|sous (?:tutelle|curatelle)|handicapee?|invalidite|in hospital|hospitali[sz]ed|in the hospital|i have cancer|have cancer|my cancer|chemo(?:therapy)?|seriously ill|very ill|i(?:'m| am) (?:sick|ill|unwell)(?! of)|sick leave|my mental health|mentally ill|depressed|disabled|under guardianship)/,
  ],
  [
    'hardship',
    /(?<![a-z])(?:perdu mon (?:emploi|travail|boulot|job|poste)|(?:au|en) chomage|licencie(?:e|ment)?|surendett|(?:je )?(?:n'ai|ai|n'avons|g) (?:plus |pas )(?:un (?:sou|rond|centime)|d'argent|de quoi|les moyens|l'argent|assez)|plus rien sur mon compte|(?:peux|peut|pouvons|pourrai|pourrais|arrive|arrivons) (?:vraiment |plus |absolument )*(?:pas|plus) (?:vous |la |le |les |a )*(?:payer|regler|rembourser|joindre)(?! (?:en ligne|par|avec|sur|d'un|en une|tout(?![a-z])|la totalite|le total|l'integralite|la somme entiere|aujourd|demain|avant))|(?:peux|peut|pouvons|pourrai|pourrais) (?:vraiment |absolument )?rien (?:vous )?(?:payer|regler|verser|rembourser|donner)|n'en peux (?:vraiment )?plus(?! (?:de|d'|que))|m'en sors (?:pas|plus)|bout du rouleau|sais plus (?:quoi|comment) faire|difficultes? (?:financieres?|de tresorerie|d'argent|en ce moment)|galere(?:s)?(?: financiere)?(?![a-z])|rsa(?![a-z])|interdit bancaire|fins? de mois (?:difficile|dur)|sans (?:emploi|revenus?|ressources)|a decouvert|lost my job|unemployed|out of work|made redundant|laid off|(?:can't|cannot|can not|cant|couldn't|unable to|not able to) (?:really |possibly )?(?:pay|afford)(?! (?:by|online|with|via|until|before|it all|that all|all|everything|that much at once|the lot|straight away|the full|in full|at once|the whole))|no money|broke(?![a-z]| down)|skint|struggling|financial (?:difficult|hardship|trouble)|on benefits|over-?indebted|behind on (?:my )?(?:rent|bills)|can't make ends meet|can't (?:cope|take it|manage) any ?more|can't cope(?! with your)|at my wits' end|overwhelmed)/,
  ],
];

/** Which care a folded message calls for before anything else; null for none. */
export function distressOf(folded: string): DistressKind | null {
  const text = folded.replace(/(?<![a-z])(?:mort|mourir|crever) de (?:rire|faim|soif|chaud)/g, ' ');
  return kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
