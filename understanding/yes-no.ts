const yes =
  "oui|ouais|ouai|oui oui|ok|okay|okey|oki|d'accord|dac|daccord|dacc|entendu|bien sur|certainement|absolument|tout a fait|exactement|exact|parfait|volontiers|avec plaisir|ca marche|ca me va|ca me convient|cela me convient|c'est bon|c'est ca|c'est exact|c'est correct|c'est bien moi|c'est moi|je suis d'accord|je confirme|je valide|je veux bien|allez-y|allons-y|vas-y|go|pas de (?:probleme|souci|soucis)|aucun (?:probleme|souci)|sans (?:probleme|souci)|pourquoi pas|y|yes|yeah|yep|yup|ya|sure|sure thing|of course|certainly|absolutely|definitely|exactly|correct|right|that's right|that's correct|that is correct|it is|it's me|that's me|i am|i do|i agree|agreed|i accept|i confirm|j'accepte|sounds good|fine|that's fine|that works(?: for me)?|works for me|go ahead|go for it|deal|perfect|great|alright|all right|no problem|no worries|no issue|why not|please do|true|vrai|o|affirmative|affirmatif|si|super|top|nickel|impeccable|1000 fois oui";
const no =
  "non|nan|nn|nope|no|nah|na|non non|pas du tout|absolument pas|certainement pas|bien sur que non|surtout pas|pas question|hors de question|jamais|jamais de la vie|pas maintenant|pas encore|pas aujourd'hui|non merci|je (?:ne )?(?:veux|souhaite) pas|je refuse|je prefere pas|je (?:ne )?prefere pas|je (?:ne )?suis pas d'accord|pas d'accord|je (?:ne )?(?:confirme|valide|accepte) pas|ca (?:ne )?me va pas|ca (?:ne )?me convient pas|c'est faux|faux|ce n'est pas ca|c'est pas ca|ce n'est pas (?:bon|exact|correct|juste)|c'est pas bon|negatif|n|not at all|no way|never|no thanks|no thank you|of course not|absolutely not|certainly not|definitely not|not now|not yet|not today|not really|i don't|i do not|don't|i don't think so|i'd rather not|i disagree|i do not agree|i don't agree|i don't accept|i do not accept|i don't want to|i refuse|that's wrong|that's not right|that is wrong|it's not|it isn't|it is not|wrong|incorrect|negative|false|je (?:ne )?(?:pense|crois) pas|pas vraiment|plutot pas";
const filler =
  "merci|merci beaucoup|bien|beaucoup|svp|stp|s'il vous plait|s'il te plait|please|pls|thanks|thank you|thx|monsieur|madame|sir|bonjour|hello|alors|mais oui|ben|bah|euh|oh|ah|eh|hum|et bien|well|so|then|for me|pour moi|it is|parfaitement|vraiment|tres|very|that|ca|du coup|and|et|je|i";
const yesOnly = new RegExp(`^(?:${yes})(?: (?:${yes}|${filler}))*$`);
const noOnly = new RegExp(`^(?:${no})(?: (?:${no}|${filler}))*$`);
const leadIn = new RegExp(`^(?:(?:${filler}) )+(?=[a-z])`);

function words(folded: string): string {
  return folded
    .replace(/[^a-z0-9'-]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const thumbsUp =
  /^(?:\p{Emoji_Modifier}|[👍👌✅✔🆗🙏😊🙂 !.])*[👍👌✅✔🆗](?:\p{Emoji_Modifier}|[👍👌✅✔🆗🙏😊🙂 !.])*$/u;
const thumbsDown = /^(?:\p{Emoji_Modifier}|[👎❌🚫 !.])*[👎❌🚫](?:\p{Emoji_Modifier}|[👎❌🚫 !.])*$/u;

/**
 * Whether folded text is a plain yes or a plain no and nothing else. Any word beyond the two lexicons makes it neither, so
 * that "oui mais pas ce montant" and "bien sûr que non" never bind anyone.
 */
export function yesOrNo(folded: string): 'yes' | 'no' | null {
  const plain = words(folded);
  if (plain === '') return thumbsUp.test(folded) ? 'yes' : thumbsDown.test(folded) ? 'no' : null;
  if (/[?]/.test(folded) || /[👎❌🚫]/u.test(folded)) return noOnly.test(plain) ? 'no' : null;
  for (const candidate of [plain, plain.replace(leadIn, '')]) {
    if (noOnly.test(candidate)) return 'no';
    if (yesOnly.test(candidate)) return 'yes';
  }
  return null;
}
