import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { fold } from '../fold.ts';
import { digitise } from '../number-words.ts';
import { readDateSpans } from '../read-date.ts';
import { readMoney } from '../read-money.ts';
import { type StaffSituation } from './situation.ts';

type Act = Extract<StaffCommand, { kind: 'act' }>;

const on = '(?<on>[^:,]{1,60}?)';
const colon = '(?: ?[:,] ?(?<note>.{1,1000}))?';
const toOn =
  "(?: (?:sur|pour|chez|a|de|d'|avec|concernant|on|for|about|to|with|from|by|of|le (?:compte|client)|the account|compte|client|account|customer))*";
const timed =
  "(?<when>(?: (?:jusqu'(?:au|a|en)|until|till|pendant|for|to|du|from|depuis|since|a partir du|pour) .{1,60}?)?)";

/** Ways to say an act in words; `asked` acts need an account's name or a colon, since their words have other uses. */
const acts: readonly (readonly [act: string, source: string, asked: boolean])[] = [
  [
    'note',
    `(?:(?:ajoute[rz]?|mets?|ecris|add|make|write|leave|put) (?:une |a )?)?(?:note[rz]?|remarque|memo|commentaire|comment)${toOn} ${on} ?: ?(?<note>.{1,1000})`,
    false,
  ],
  [
    'record-call',
    `(?:(?:j'ai |i |we |nous avons )?(?:appele|called|phoned|telephone|rang|eu au telephone)|(?:log (?:a |the )?|note[rz]? (?:un |l')?|enregistre[rz]? (?:un |l')?)?(?:appel|call|coup de fil|phone call))${toOn} ${on}${colon}`,
    true,
  ],
  [
    'hold',
    `(?:mets?|mettre|mettez|place[rz]?|put|suspends?|suspendre|suspendez|pause[rz]?|gele[rz]?|bloque[rz]?|hold|freeze|block)(?: (?:le compte|le client|the account|account|compte|client))?(?: de| of)? ${on}(?: (?:en (?:attente|pause|suspens)|on hold|on pause))?${timed}${colon}`,
    true,
  ],
  [
    'release-hold',
    `(?:debloque[rz]?|reprends?|reprendre|leve[rz]? (?:le |la |l')?(?:blocage|attente|mise en attente|pause|suspension)|release(?: the hold)?|lift the (?:hold|pause)|unhold|unblock|resume|end the (?:hold|pause)|fin de (?:l'attente|la pause|la suspension))${toOn} ${on}${colon}`,
    true,
  ],
  ['release-hold', `(?:take|remove) ${on} off hold${colon}`, false],
  [
    'assign',
    `(?:attribue[rz]?|affecte[rz]?|assigne[rz]?|confie[rz]?|assign|hand|give|passe[rz]?)(?: (?:le compte|le client|the account|account|compte))?(?: de)? ${on} (?:a|au|to) (?<note>[^:]{1,60})`,
    true,
  ],
  [
    'promise',
    `(?:(?:ajoute[rz]?|note[rz]?|enregistre[rz]?|record|add|log) (?:une |a )?)?(?:promesse|promise)${toOn} ${on} ?[:,] ?(?<note>.{1,400})`,
    false,
  ],
  [
    'promise',
    `${on} (?:promet(?: de payer)?|promises(?: to pay)?|s'engage a payer|a promis(?: de payer)?|promised(?: to pay)?) (?<note>.{1,200})`,
    true,
  ],
  [
    'record-payment',
    `(?:(?:ajoute[rz]?|enregistre[rz]?|saisi[rs]?|record|add|book|log) (?:un |le |a |the )?)?(?:paiement|reglement|virement|cheque|payment|transfer)(?: (?:recu|received))?${toOn} ${on} ?[:,] ?(?<note>.{1,400})`,
    false,
  ],
  [
    'mark-vulnerable',
    `(?:marque[rz]?|signale[rz]?|declare[rz]?|mark|flag|set)(?: (?:le compte|the account))? ${on} (?:comme |as |en )?(?:vulnerable|fragile|(?:personne )?vulnerable|en difficulte)${timed}${colon}`,
    false,
  ],
  [
    'mark-insolvent',
    `(?:marque[rz]?|signale[rz]?|declare[rz]?|mark|flag|set)(?: (?:le compte|the account))? ${on} (?:comme |as |est |en |is )*(?:insolvable|insolvent|bankrupt|en faillite|procedure collective|redressement(?: judiciaire)?|liquidation(?: judiciaire)?|in (?:insolvency|administration|liquidation))${colon}`,
    false,
  ],
  [
    'mark-deceased',
    `(?:(?:marque[rz]?|signale[rz]?|declare[rz]?|mark|flag|set)(?: (?:le compte|the account))? )?${on} (?:comme |as |est |is |has )*(?:decedee?|deceased|dead|died|morte?|passed away)${colon}`,
    false,
  ],
  [
    'wrong-address',
    `(?:marque[rz]?|signale[rz]?|mark|flag)?(?: ?(?:une |a |l')?)?(?:mauvaise adresse|adresse (?:fausse|erronee|incorrecte)|wrong address|bad address|pli non distribue|npai)${toOn} ${on}${colon}`,
    false,
  ],
  [
    'wrong-address',
    `${on} ?: ?(?:mauvaise adresse|adresse (?:fausse|erronee|incorrecte)|wrong address|bad address|npai)(?<note>)`,
    false,
  ],
  [
    'stop-messages',
    `(?:arrete[rz]?|cesse[rz]?|stop|stoppe[rz]?|ne (?:plus|pas)|n'ecrive[rz] plus|no more)(?: (?:de |d')?(?:ecrire|relancer|contacter|envoyer (?:des |les )?(?:messages?|relances?)|(?:les |des )?(?:messages?|relances?)|writing|messaging|contacting|chasing|reminding|sending (?:messages?|reminders?)|messages?|reminders?))${toOn} ${on}${colon}`,
    true,
  ],
  [
    'send-message',
    `(?:envoie[rz]?|envoye[zr]|ecris|ecrire|ecrivez|send|write|message|text)(?: (?:un |une |a |an )?(?:message|sms|texto|mail|e-mail|email|relance|rappel|reminder|courriel))?(?: (?:a|au|to))? ${on} ?: ?(?<note>.{1,1000})`,
    false,
  ],
  [
    'send-message',
    `(?:envoie[rz]?|envoye[zr]|send)(?: (?:un |une |a |an )?(?:message|sms|mail|e-mail|email|relance|rappel|reminder))? (?:a|au|to) ${on}${colon}`,
    true,
  ],
];
const polite =
  "(?:(?:peux-tu|pouvez-vous|merci de|svp|stp|please|can you|could you|je veux|i want to|i'd like to|il faut) )?";
const compiled = acts.map(([act, source, asked]) => ({
  act,
  asked,
  pattern: new RegExp(`^${polite}(?:${source})[ .!?]*$`),
}));

/** The date and the amount that the words of an act name, read as they lie ahead. */
function terms(words: string, { today, currency }: StaffSituation): Pick<Act, 'day' | 'money'> {
  const text = digitise(fold(words));
  const day = readDateSpans(text, { today, prefer: 'future' }).find(({ value }) => value?.kind === 'date')?.value;
  const money = readMoney(text, currency, false).find(({ value }) => value !== null)?.value;
  return {
    ...(day?.kind === 'date' ? { day: day.date } : {}),
    ...(money?.kind === 'money' ? { money: money.money } : {}),
  };
}

function cutOut(typed: string, folded: string, part: string | undefined): string | null {
  if (part === undefined || part.trim() === '') return null;
  const at = folded.lastIndexOf(part);
  return (typed.length === folded.length && at >= 0 ? typed.slice(at, at + part.length) : part).trim();
}

/** Whether an act may be meant: its account is known, or a colon says that words follow about somebody. */
function isMeant(
  { name, folded, hasNote, asked }: { name: string; folded: string; hasNote: boolean; asked: boolean },
  situation: StaffSituation,
): boolean {
  if (situation.vocabulary.accounts(name).length > 0) return true;
  const isSaid = hasNote && folded.includes(':');
  return name.split(/\s+/).length <= 4 && (isSaid || (!asked && !folded.includes(',')));
}

/** An act named in words, with the account it is on and what was said about it; null where the words name none. */
export function actIn(typed: string, situation: StaffSituation): Act | null {
  const folded = fold(typed);
  for (const { act, asked, pattern } of compiled) {
    const groups = pattern.exec(folded)?.groups;
    const name = cutOut(typed, folded, groups?.['on']);
    if (groups === undefined || name === null) continue;
    if (!isMeant({ name, folded, hasNote: groups['note'] !== undefined, asked }, situation)) continue;
    const parts = [cutOut(typed, folded, groups['when']), cutOut(typed, folded, groups['note'])];
    const words = parts.filter((each) => each !== null).join(' ');
    return { kind: 'act', act, on: name, note: words === '' ? null : words, ...terms(words, situation) };
  }
  return null;
}
