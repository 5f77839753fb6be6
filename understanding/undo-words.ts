import { type Command } from '../domain/command.ts';

const lead =
  "(?:(?:bonjour|hello|hi|non|no|finalement|en fait|actually|ok|okay|svp|please),? )*(?:(?:je (?:veux|voudrais|souhaite|souhaiterais|peux|prefere)|j'aimerais|puis-je|est-ce que je peux|pouvez-vous|vous pouvez|peut-on|on peut|comment|i (?:want|need|would like) to|i'd like to|how (?:do|can) i|can (?:i|you|we)|could (?:i|you)|please) )?";
const verb =
  '(?:annul(?:er?|ez)|retir(?:er?|ez)|supprim(?:er?|ez)|enlev(?:er?|ez)|effac(?:er?|ez)|defaire|arret(?:er?|ez)|revenir sur|me retracter (?:de|sur)|cancel|undo|withdraw|take back|remove|revoke|drop|delete|scrap|call off)';
const determiner =
  "(?:(?:mon|ma|mes|la|le|les|cet|cette|ce|my|the|that|this|our|notre|nos) |l')?(?:derniere? |last |payment )?";
const tail =
  "(?: (?:de (?:paiement|reglement)|to pay|convenue?|(?:que |that )?(?:je viens de|i(?:'ve)? just|j'ai) [a-z]{2,12}))?(?:,? (?:svp|stp|s'il vous plait|please|pls|merci|thanks))?[ !.?]*$";

type Made = NonNullable<Extract<Command, { kind: 'undo' }>['of']>;

const made: readonly (readonly [Made | null, string])[] = [
  ['promise', 'promesse|date|engagement|promise|agreed date'],
  [
    'plan',
    'echeancier|plan(?: de paiement)?|paiement en (?:plusieurs|\\d{1,2}) fois|mensualites|instal?ment plan|instal?ments|plan|arrangement',
  ],
  ['dispute', 'contestation|litige|reclamation|signalement|dispute|query|complaint'],
  [
    null,
    'demande|action|accord|request|agreement|payment i just (?:scheduled|planned)|what i just (?:did|asked)|ce que je viens de (?:faire|demander)',
  ],
];

const patterns = made.map(([of, noun]) => ({
  of,
  pattern: new RegExp(`^${lead}${verb} ${determiner}(?:${noun})${tail}`),
}));
const bare = /^(?:undo|defaire|revenir en arriere sur (?:mon|ma) [a-z]{4,12})(?: (?:that|it))?[ !.?]*$/;

/** Taking back what was agreed or asked for, and which of them when the words say it; null when nothing is to be taken back. */
export function undoIn(folded: string): Command | null {
  if (bare.test(folded)) return { kind: 'undo' };
  const found = patterns.find(({ pattern }) => pattern.test(folded));
  if (found === undefined) return null;
  return found.of === null ? { kind: 'undo' } : { kind: 'undo', of: found.of };
}
