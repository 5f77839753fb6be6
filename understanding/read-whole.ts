import { type SlotValue } from '../domain/command.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const pays =
  '(?:pay(?:er|e|ons|erai|erons|ing)?|pai(?:e|erai|erons)|regl(?:er|e|erai|erons)|sold(?:er|e|erai)|vers(?:er|e|erai)|vir(?:er|e|erai)|envo(?:yer|ie)|enverrai|rembours(?:er|e|erai)|settle|clear|send|transfer)';
const total = '(?:solde|montant|dette|somme|total|compte)';
const englishTotal = '(?:amount|balance|sum|debt|bill|thing|lot|total)';

/** "tout" counts only beside a verb of paying, because "tout de suite" and "pas du tout" are no amount. */
const whole = new RegExp(
  `(?<![a-z])(?:${[
    '(?:tout )?(?:le reste|le restant|ce qui reste|the rest|the remainder)',
    `(?:la |en )?totalite|l'integralite|integralement|(?:tout )?le ${total} (?:entier|complet|total|integral)|${total} entiere?`,
    "en entier|tout (?:en une (?:seule )?fois|d'un coup)|tout ce que je (?:vous )?dois",
    `(?<=${pays} (?:vous |vous l'|le |la |les |l')?)(?:tout(?! (?:de suite|a (?:fait|l'heure)|juste|simplement|doucement))|le total)`,
    'tout(?= (?:vous )?(?:payer|regler|solder|virer|verser|rembourser)(?![a-z]))',
    'everything(?! (?:else|is|was|i|you))|in full|the lot|it all|all of (?:it|them|this)|all i owe',
    `(?:the )?(?:full|whole|entire|remaining|outstanding) ${englishTotal}`,
    `(?<=${pays} (?:you |for |off )?)(?:all|the total)|(?<=${pays} (?:it|this|that) )off|100 ?%`,
  ].join('|')})(?![a-z0-9])`,
  'g',
);
const denied =
  /(?<![a-z])(?:pas|ne|n'|jamais|rien|not|can't|cannot|couldn't|won't|don't|unable|never|impossible)(?![a-z])[^,.;!?]{0,24}$/;

/** All that is owed, where nothing denies it: "je règle tout", "le solde entier", "the rest", "pay it in full". */
export function readWhole(text: string): readonly Span[] {
  return everyMatch(text, whole).flatMap((match): readonly Span[] => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (denied.test(text.slice(Math.max(0, start - 40), start))) return [];
    return [{ start, end, value: { kind: 'share', numerator: 1, denominator: 1 } }];
  });
}

/** Whether a value says "all of it" rather than how much. */
export function isWhole(value: SlotValue | null): boolean {
  return value?.kind === 'share' && value.numerator === value.denominator;
}
