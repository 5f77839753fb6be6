import { type Command } from '../domain/command.ts';
import { undoIn } from './undo-words.ts';

const tail = "(?:,? (?:svp|stp|s'il vous plait|please|pls|merci|thanks))?[ !.?]*$";

function only(source: string): RegExp {
  return new RegExp(`^(?:${source})${tail}`);
}

/** Whole messages that are commands in any state. */
const commands: readonly (readonly [RegExp, Command])[] = [
  [
    only(
      "annuler|annule|annulez|annulez (?:ca|tout|ma demande)|annuler ma demande|cancel|cancel (?:that|it|this|everything|my request)|abandonner|j'abandonne|laisse(?:z)? tomber|on laisse tomber|oublie(?:z)?(?: ca)?|quitter|sortir|exit|abort|never ?mind|forget it|forget that|scrap that|let's drop it|drop it|j'ai change d'avis|i changed my mind|i've changed my mind|finalement non|back out|nvm",
    ),
    { kind: 'cancel' },
  ],
  [
    only(
      "repete(?:z|r)?|repetez(?: la question)?|quoi|c'est-a-dire|reformule[rz]?(?: svp)?|(?:je |j'|je n'|j'ai |je n'ai )?(?:ai )?(?:pas|rien) (?:bien |tout )?compris|i (?:didn't|did not) (?:understand|get (?:it|that)|follow)|what do you mean|pardon|comment|redis|redites|peux-tu repeter|pouvez-vous repeter|vous pouvez repeter|c'est quoi la question|quelle etait la question|encore une fois|hein|repeat|say (?:that|it) again|again|can you repeat(?: that)?|could you repeat(?: that)?|come again|what was the question|sorry|(?:(?:je (?:veux|voudrais) |i(?:'d like to| want to) )?(?:(?:re)?voir|(?:re)?lire|remontrez(?:[ -]moi)?|see|show(?: me)?|read) )?(?:les |le |the )?(?:termes|recapitulatif|recap|terms|summary)(?: again)?",
    ),
    { kind: 'repeat' },
  ],
  [
    only(
      "aide|aidez[ -]moi|a l'aide|j'ai besoin d'aide|besoin d'aide|help|help me|i need help|info|infos|\\?{1,5}|comment ca marche|que pouvez-vous faire|que puis-je faire|quelles sont (?:les|mes) options|what can (?:you|i) do|how does (?:this|it) work|what are (?:the|my) options|je suis perdue?|i'm lost|je (?:ne )?comprends (?:pas|rien)|i don't understand|commandes|commands",
    ),
    { kind: 'help' },
  ],
  [
    only(
      'pourquoi|pourquoi (?:cette question|vous demandez ca|me demandez-vous ca|vous me demandez ca|avez-vous besoin de (?:ca|cela|cette information))|pour quoi faire|a quoi ca sert|why|why do you (?:ask|need (?:that|this|it|to know))|why are you asking(?: me)?(?: (?:that|this))?|what for|pk|pkoi|pq',
    ),
    { kind: 'why' },
  ],
  [
    only(
      "attendez|attends|une minute|un instant|un moment|1 instant|1 minute|2 minutes|deux minutes|une seconde|2 secondes|je reviens|je cherche|je regarde|je reflechis|laissez-moi (?:reflechir|un instant|une minute|regarder|chercher)|patientez|wait|hold on|hang on|one (?:moment|second|minute|sec)|1 sec|just a (?:moment|second|minute|sec)|a (?:moment|minute|second)|give me a (?:moment|minute|second|sec)|let me (?:check|think|see|look)|brb|i'll be back|je reviens (?:tout de suite|plus tard|dans [a-z0-9 ]{1,20})|moment|(?:un instant|one moment),? (?:je vous prie|je reviens|i'll check)",
    ),
    { kind: 'wait' },
  ],
  [
    only(
      'menu|menu principal|accueil|retour au menu|retour au debut|main menu|back to (?:the )?menu|start over|start again|recommencer|on recommence|depuis le debut|home|0|options|retour|back|go back|revenir en arriere|reset|back to the beginning',
    ),
    { kind: 'menu' },
  ],
  [
    only(
      "passer|passe|passez|passer (?:la|cette) (?:question|etape)|question suivante|suivant|suivante|je (?:ne )?(?:sais|me rappelle|me souviens) (?:pas|plus)(?: (?:trop|bien|exactement|du tout))?|j'sais (?:pas|plus)|(?:je )?(?:ne )?(?:connais|trouve|retrouve|sais|ai) (?:pas|plus) (?:mon |le |ce |la |cette |notre )?(?:numero|date|montant|reference|code)(?: (?:de )?(?:client|facture|compte|reference))?|(?:i )?(?:don't|do not|can't|cannot) (?:know|find|have|remember|recall)(?: (?:it|exactly|my|the|this))?(?: (?:customer|client|account|invoice|reference|exact))*(?: (?:number|reference|date|amount|code))?|i forgot(?: it)?|aucune idee|je (?:ne )?l'ai pas|je (?:n'ai|ne l'ai) pas|je (?:n')?en ai pas|je (?:ne )?(?:veux|prefere|souhaite) pas (?:repondre|le dire|dire|vous le dire)|skip|skip (?:it|this|that|the question)|next|next question|i don't know|don't know|dunno|no idea|i don't have (?:it|one|that)|i(?:'d| would) rather not (?:say|answer)|i prefer not to (?:say|answer)|not saying|idk|rien a ajouter|nothing to add|sans|aucun|aucune|none",
    ),
    { kind: 'skip' },
  ],
];

const toEnglish =
  /^(?:(?:in |en )?(?:english|anglais)|(?:(?:parlez|parle|speak|switch to|change to|use|continue in|reply in|write in|en|in|passez en|passer en|passer a l'|je prefere (?:en|l')|i(?:'d)? prefer|do you speak|can you speak|parlez[ -]vous|vous parlez|could you (?:speak|answer in|reply in|write in)|can (?:you|we) (?:speak|reply in|answer in|write in|talk in|do this in|continue in)|pouvez-vous (?:parler|repondre en|ecrire en)|let's (?:speak|continue in|talk in)|talk to me in|ecrivez(?: plutot)? en|repondez en|utilisez l'|(?:set|change|put) (?:the |it |my )?(?:language )?(?:to|in)|i want it in|please (?:write|speak|answer|reply|talk) (?:in )?|mets en|mettre la langue en|je veux en|je prefererais en) ?(?:in )?)(?:english|anglais)|english please|please,? english)(?: instead)?(?:,? (?:please|svp|s'il vous plait|stp|thanks|merci))?[ !.?]*$/;
const toFrench = new RegExp(
  toEnglish.source
    .replace(/english\|anglais/g, 'french|francais')
    .replace(/english please\|please,\? english/g, 'french please|francais svp'),
);
const notEnglish =
  /(?<![a-z])(?:(?:ne |n')?(?:comprends|parle|lis) (?:pas|mal|rien a) (?:bien )?(?:l'|en )?anglais|(?:don't|do not|can't|cannot) (?:speak|understand|read) english|my english is (?:bad|poor)|mon anglais est)/;
const notFrench =
  /(?<![a-z])(?:(?:don't|do not|can't|cannot) (?:speak|understand|read) (?:any )?french|(?:ne |n')?(?:comprends|parle|lis) (?:pas|mal|rien au) (?:bien )?(?:le |au |en )?francais|my french is (?:bad|poor)|mon francais est)/;

/** The language a folded message asks for; null when it asks for none. */
function askedLanguage(folded: string): 'fr' | 'en' | null {
  const greeting = folded.replace(/^(?:bonjour|hello|hi|hey|salut|sorry|desole|pardon)[ ,.!]+/, '');
  if (toEnglish.test(greeting) || notFrench.test(folded)) return 'en';
  if (toFrench.test(greeting) || notEnglish.test(folded)) return 'fr';
  return null;
}

/** The command a whole folded message is; null when it is none. */
export function commandIn(folded: string): Command | null {
  const language = askedLanguage(folded);
  if (language !== null) return { kind: 'language', to: language };
  return commands.find(([pattern]) => pattern.test(folded))?.[1] ?? undoIn(folded);
}
