import { type Command } from '../domain/command.ts';

const deceased =
  /(?<![a-z])(?:(?:est|sont|etait|suis) (?:malheureusement |tout juste )?(?:decede|mort)(?:e|s|es)?(?! de (?:rire|faim|fatigue))(?![a-z])|(?:il|elle|qui|mari|femme|mere|pere|maman|papa|frere|soeur) (?:a|nous a) (?:quittes?|disparu)(?![a-z])|(?:son|le|du|de son|un) deces(?![a-z])|(?:nous a|a) quittes? (?:en|le|l'an)|(?:has |have |had |is |was |recently )?(?:died|passed away|deceased)(?![a-z])|(?:he|she|father|mother|husband|wife|brother|sister|is) (?:'s |is )?(?:now )?dead(?! ?line)(?![a-z])|(?:he|she)'s dead|death certificate|certificat de deces|acte de deces|la succession de|his estate|her estate)/;

const wrongPerson: readonly RegExp[] = [
  /(?<![a-z])(?:ce n'est pas|c'est pas|c pas|ce n est pas|cest pas|n'est pas) moi(?! (?:qui|c'est une fraude)|,? c'est (?:une (?:fraude|erreur)|un vol|ma |mon ))(?![a-z])/,
  /(?<![a-z])(?:vous vous trompez|vous faites erreur|erreur|tromper?|trompe) (?:de|sur la|sur le) (?:personne|destinataire|numero|client|tel)/,
  /(?<![a-z])(?:mauvais(?:e)?|faux) (?:numero|personne|destinataire|interlocuteur)/,
  /(?<![a-z])pas (?:la bonne|le bon|la personne|le destinataire)(?: (?:personne|numero|destinataire|que vous))?(?![a-z]| (?:montant|prix|produit|article|compte|facture|iban|adresse|date|quantite))/,
  /(?<![a-z])je ne suis pas (?:m\.?|mr|mme|monsieur|madame|mademoiselle|cette personne|celui|celle|lui|elle)(?![a-z])/,
  /(?<![a-z])connais (?:pas|aucun|aucune) (?:cette personne|ce (?:monsieur|client|nom)|de (?:m\.|mr|mme|monsieur|madame))/,
  /(?<![a-z])(?:wrong|incorrect) (?:number|person|recipient|guy)/,
  /(?<![a-z])(?:you(?:'ve| have)? (?:got |have )?the wrong|you got the wrong) (?:number|person|guy|man|woman|one)/,
  /(?<![a-z])(?:this|that|it)(?:'s| is|'s| isn't| is not) (?:not )?(?:me|my name|my number anymore)(?![a-z]| who|,? it's (?:fraud|a fraud|identity))/,
  /^(?:non,? |no,? )?(?:pas moi|not me|isn't me|c'est pas moi|c pas moi)[ !.]*$/,
  /(?<![a-z])(?:i(?:'m| am) not (?:mr|mrs|ms|miss|him|her|that person|this person|the person|who you)|don't know (?:this person|who that is|anyone by that name|him|her)|no one (?:here )?(?:by|with) that name|personne (?:ici )?(?:de ce nom|ne s'appelle))/,
];
const isMe = /(?<![a-z])(?:this is me|it is me|it's me|that's me|this is not my (?:debt|account|invoice))(?![a-z])/;

type Who = Extract<Command, { kind: 'third-party' }>['who'];
const frenchSelf =
  "(?:je suis|c'est|ici|moi c'est|j suis|jsuis) (?:bien )?(?:sa |son |ses |le |la |l'|leur |un |une |maitre |la petite |le petit )";
const englishSelf = "(?:i(?:'m| am)|this is|speaking as|it's) (?:his |her |their |the |a |an )";
const roles: readonly (readonly [Who, string, string])[] = [
  [
    'authority',
    'huissier|commissaire de justice|police|gendarme(?:rie)?|policier|procureur|greffe|tribunal|juge|officier',
    'police|bailiff|court|officer|sheriff|judge',
  ],
  [
    'representative',
    'avocate?|tuteur|tutrice|curateur|curatrice|mandataire|notaire|representante?|assistante? sociale|travailleur social|expert[ -]comptable|conseil',
    'lawyer|solicitor|attorney|guardian|representative|accountant|debt adviser|debt advisor|social worker|carer|executor',
  ],
  [
    'relative',
    'mere|pere|maman|papa|femme|mari|epoux|epouse|fils|fille|soeur|frere|conjointe?|compagn(?:e|on)|copine|copain|oncle|tante|cousine?|grand[ -]?(?:mere|pere)|niece|neveu|belle[ -](?:mere|soeur|fille)|beau[ -](?:pere|frere|fils)',
    'mother|mum|mom|father|dad|wife|husband|spouse|son|daughter|sister|brother|partner|girlfriend|boyfriend|uncle|aunt|cousin|niece|nephew|grand(?:mother|father|son|daughter)',
  ],
  [
    'other',
    'collegue|voisine?|amie?|colocataire|proprietaire|secretaire|employeur',
    'colleague|neighbou?r|friend|roommate|flatmate|landlord|employer|boss',
  ],
];
const speakers = roles.map(([who, french, english]) => ({
  who,
  pattern: new RegExp(`(?<![a-z'])(?:${frenchSelf}(?:${french})(?![a-z])|${englishSelf}(?:${english})(?![a-z]))`),
}));
const onBehalf =
  /(?<![a-z])(?:(?:pour le compte|au nom) (?:de (?!ma societe|mon entreprise|la societe)|d'|du )(?:ma |mon |mes |m\.|mr|mme|monsieur|madame)|(?:on|in) behalf of (?:my |mr|mrs|ms))/;
const ownHolder =
  /(?<![a-z])(?:je suis (?:bien )?(?:le|la) (?:titulaire|cliente?|gerante?|directeur|directrice)|i(?:'m| am) the (?:account holder|owner|director|customer))/;

/** Who is speaking when it is not the person we write to, or that they are dead; null when nothing says so. */
export function speakerOf(folded: string): Command | null {
  if (deceased.test(folded)) return { kind: 'deceased' };
  const speaker = ownHolder.test(folded) ? undefined : speakers.find(({ pattern }) => pattern.test(folded));
  if (speaker !== undefined) return { kind: 'third-party', who: speaker.who };
  if (onBehalf.test(folded)) return { kind: 'third-party', who: 'other' };
  if (!isMe.test(folded) && wrongPerson.some((pattern) => pattern.test(folded))) return { kind: 'wrong-person' };
  return null;
}
