import { type Card, type CardPart } from '../../domain/card.ts';
import { formatMoney } from '../../domain/format.ts';
import { type Brief, type HandoffListed } from '../../domain/handoff/handoff.ts';
import { type Language } from '../../domain/language.ts';
import { say } from '../messages/wording.ts';
import { type CellLook, formatInstant } from './cards/cell-text.ts';

const texts = {
  fr: {
    title: 'Conversation à prendre',
    held: 'Vous tenez cette conversation',
    list: 'Conversations à prendre',
    none: 'Personne n’attend.',
    who: 'Client',
    unknown: 'inconnu',
    channel: 'Canal',
    since: 'Depuis',
    by: 'Répondre avant',
    reason: 'Pourquoi',
    identified: 'Identité prouvée',
    yes: 'oui',
    no: 'non : ne dites rien de ses comptes',
    open: 'Ouvert',
    overdue: 'En retard',
    asked: 'Le bot demandait',
    holder: 'Tenue par',
    nobody: 'personne',
    transcript: 'Échanges',
    notes: 'Notes',
    debtor: 'Client',
    bot: 'Assistant',
    staff: 'Nous',
    take: 'Prendre',
    decline: 'Laisser à d’autres',
    file: 'Ouvrir le dossier',
    payment: 'Envoyer les coordonnées de paiement',
    back: 'Rendre la conversation',
    see: 'Voir',
    how: 'Écrivez-moi : chaque message part au client, tel quel. « Rendre la conversation » la rend à l’assistant.',
    summary: 'Ce qui est convenu, dit au client',
    summaryMissing: 'Dites en une phrase ce qui est convenu : le client la lira. Puis rendez la conversation.',
    sent: 'Envoyé.',
    paymentSent: 'Les coordonnées de paiement sont parties.',
    returned: 'La conversation est rendue à l’assistant.',
    declined: 'D’accord, elle attend quelqu’un d’autre.',
    taken: '{by} l’a déjà prise.',
    writes: '{name} vous écrit',
    'why-asked': 'le demande',
    'why-plan': 'veut un plan que la politique ne permet pas',
    'why-discount': 'demande une remise',
    'why-fees': 'conteste les frais',
    'why-stuck': 'n’a pas été compris',
    'why-distress': 'va mal',
    'refused-unknown': 'Cette conversation n’attend plus.',
    'refused-over': 'C’est fini : elle a été rendue, ou personne n’avait répondu à temps.',
    'refused-not-held': 'Vous ne tenez pas cette conversation. Rien n’a été envoyé.',
    'refused-give-it-back': 'Vous la tenez : rendez-la plutôt.',
    'refused-word':
      'Ce message ne peut pas partir : « {word} » n’a pas sa place dans un message à un client. Rien n’a été envoyé.',
    'refused-other': 'Rien n’a été envoyé ({why}).',
    noneHeld: 'Vous ne tenez aucune conversation.',
    fileSent: '« {name} » est envoyé.',
    fileNowhere:
      'Vous ne tenez aucune conversation : aucun fichier n’a été lu ni envoyé. Prenez-en une, puis joignez-le de nouveau.',
    'refused-file-kind': 'seuls un PDF, une image PNG ou JPEG partent, sous leur vrai nom. Rien n’a été envoyé.',
    'refused-file-size': 'le fichier est vide ou dépasse 10 Mo. Rien n’a été envoyé.',
    'refused-file-unreachable': 'le fichier n’a pas pu être lu. Rien n’a été envoyé : joignez-le de nouveau.',
    'refused-file-count': 'Cinq fichiers au plus par message : les autres n’ont pas été envoyés.',
    'refused-not-identified': 'Ce client n’a pas prouvé son identité : rien de ses comptes ne peut lui être envoyé.',
    'refused-opted-out': 'Ce client a demandé l’arrêt des messages sur ce canal. Rien n’a été envoyé.',
    'refused-kill-switch': 'Les envois sont arrêtés. Rien n’a été envoyé.',
  },
  en: {
    title: 'A conversation to take',
    held: 'You hold this conversation',
    list: 'Conversations to take',
    none: 'Nobody is waiting.',
    who: 'Customer',
    unknown: 'unknown',
    channel: 'Channel',
    since: 'Since',
    by: 'Answer before',
    reason: 'Why',
    identified: 'Identity proved',
    yes: 'yes',
    no: 'no: say nothing of their accounts',
    open: 'Open',
    overdue: 'Overdue',
    asked: 'The bot was asking',
    holder: 'Held by',
    nobody: 'nobody',
    transcript: 'What was said',
    notes: 'Notes',
    debtor: 'Customer',
    bot: 'Assistant',
    staff: 'Us',
    take: 'Take it',
    decline: 'Leave it to others',
    file: 'Open the file',
    payment: 'Send how to pay',
    back: 'Hand it back',
    see: 'See',
    how: 'Write to me: each message goes to the customer as it is. “Hand it back” gives it back to the assistant.',
    summary: 'What was agreed, told to the customer',
    summaryMissing: 'Say in a sentence what was agreed: the customer reads it. Then hand the conversation back.',
    sent: 'Sent.',
    paymentSent: 'How to pay has been sent.',
    returned: 'The conversation is with the assistant again.',
    declined: 'All right, it waits for somebody else.',
    taken: '{by} has it already.',
    writes: '{name} writes to you',
    'why-asked': 'asks for one',
    'why-plan': 'wants a plan beyond the policy',
    'why-discount': 'asks for a discount',
    'why-fees': 'disputes the fees',
    'why-stuck': 'was not understood',
    'why-distress': 'is in distress',
    'refused-unknown': 'That conversation is not waiting any more.',
    'refused-over': 'It is over: it was handed back, or nobody answered in time.',
    'refused-not-held': 'You do not hold that conversation. Nothing was sent.',
    'refused-give-it-back': 'You hold it: hand it back instead.',
    'refused-word': 'This message cannot leave: “{word}” has no place in a message to a customer. Nothing was sent.',
    'refused-other': 'Nothing was sent ({why}).',
    noneHeld: 'You hold no conversation.',
    fileSent: '“{name}” has been sent.',
    fileNowhere: 'You hold no conversation: no file was read or sent. Take one, then attach it again.',
    'refused-file-kind': 'only a PDF, a PNG or a JPEG picture can be sent, under its true name. Nothing was sent.',
    'refused-file-size': 'the file is empty or larger than 10 MB. Nothing was sent.',
    'refused-file-unreachable': 'the file could not be read. Nothing was sent: attach it again.',
    'refused-file-count': 'Five files at most in one message: the others were not sent.',
    'refused-not-identified': 'This customer did not prove who they are: nothing about their accounts can be sent.',
    'refused-opted-out': 'This customer asked for messages to stop on this channel. Nothing was sent.',
    'refused-kill-switch': 'Sending is stopped. Nothing was sent.',
  },
} as const;
type Key = keyof (typeof texts)['fr'];

/** Approved words around handoffs. */
export function handoffText(key: Key, language: Language, values: Readonly<Record<string, string>> = {}): string {
  return say(texts, key, language, values);
}

/** Why nothing was sent or taken. */
export function handoffRefusal(why: string, word: string | undefined, language: Language): string {
  if (word !== undefined) return say(texts, 'refused-word', language, { word });
  const known = `refused-${why}`;
  return Object.hasOwn(texts.fr, known)
    ? say(texts, known as Key, language)
    : say(texts, 'refused-other', language, { why: why.replaceAll('-', ' ') });
}

function nameOf({ account }: Pick<HandoffListed, 'account'>, language: Language): string {
  return account === null ? say(texts, 'unknown', language) : `${account.name} (${account.reference})`;
}

function whyText(reason: string, { language, words }: CellLook): string {
  const known = `why-${reason}`;
  return Object.hasOwn(texts.fr, known) ? say(texts, known as Key, language) : words.code('task', reason, language);
}

/** As many of the last lines as are read at once. */
const mostLines = 12;

export type BriefPresses = {
  readonly take: string | null;
  readonly decline: string | null;
  readonly open: string | null;
  readonly payment: string | null;
  readonly back: string | null;
};

/** All that a person needs to go on with a conversation, and what they may press. */
export function briefCard(brief: Brief, ids: BriefPresses, look: CellLook): Card {
  const { language, words, zone } = look;
  const word = (key: Key): string => say(texts, key, language);
  const amounts = (of: Brief['open']): string => of.map((money) => formatMoney(money, language)).join(' + ') || '—';
  const facts = [
    { label: word('who'), value: nameOf(brief, language) },
    { label: word('channel'), value: words.code('channel', brief.channel, language) },
    { label: word('reason'), value: whyText(brief.reason, look) },
    { label: word('since'), value: formatInstant(brief.since, zone) },
    ...(brief.holder === null ? [{ label: word('by'), value: formatInstant(brief.answerBy, zone) }] : []),
    { label: word('identified'), value: word(brief.identified ? 'yes' : 'no') },
    ...(brief.account === null ? [] : [{ label: word('open'), value: amounts(brief.open) }]),
    ...(brief.account === null ? [] : [{ label: word('overdue'), value: amounts(brief.overdue) }]),
  ];
  const said = brief.transcript.slice(-mostLines).map(({ from, text, at }): CardPart => ({
    part: 'text',
    text: `${formatInstant(at, zone).slice(-5)} ${word(from)}${language === 'fr' ? ' :' : ':'} ${text}`,
    ...(from === 'debtor' ? {} : { weight: 'subtle' as const }),
  }));
  const notes = brief.notes.map((text): CardPart => ({ part: 'text', text }));
  const press = (id: string | null, key: Key, style?: 'positive' | 'destructive', inputs = false): Card['actions'] =>
    id === null
      ? []
      : [
          {
            kind: 'press',
            id,
            label: word(key),
            ...(style === undefined ? {} : { style }),
            ...(inputs ? { inputs } : {}),
          },
        ];
  const holds = ids.back !== null;
  return {
    title: word(holds ? 'held' : 'title'),
    parts: [
      { part: 'facts', facts },
      ...(notes.length === 0 ? [] : [{ part: 'section', title: word('notes'), parts: notes, folded: false } as const]),
      { part: 'section', title: word('transcript'), parts: said, folded: false },
      ...(holds
        ? ([
            { part: 'text', text: word('how'), weight: 'subtle' },
            { part: 'inputs', inputs: [{ id: 'summary', label: word('summary'), kind: 'long-text', required: false }] },
          ] as const)
        : []),
    ],
    actions: [
      ...press(ids.take, 'take', 'positive'),
      ...press(ids.back, 'back', undefined, true),
      ...press(ids.payment, 'payment'),
      ...press(ids.open, 'file'),
      ...press(ids.decline, 'decline'),
    ],
  };
}

/** What waits for a person, and what somebody holds. */
export function waitingCard(
  listed: readonly HandoffListed[],
  idOf: (handoffId: string) => string,
  look: CellLook,
): Card {
  const { language, words, zone } = look;
  const word = (key: Key): string => say(texts, key, language);
  if (listed.length === 0) return { title: word('none'), parts: [], actions: [] };
  return {
    title: word('list'),
    parts: [
      {
        ...{ part: 'table', numeric: [] },
        header: [word('who'), word('channel'), word('since'), word('holder')],
        rows: listed.map((one) => [
          ...[nameOf(one, language), words.code('channel', one.channel, language), formatInstant(one.since, zone)],
          one.holder ?? word('nobody'),
        ]),
        press: listed.map(({ id }) => ({ kind: 'press', id: idOf(id), label: word('see') })),
      },
    ],
    actions: [],
  };
}
