import { type Card, type CardAction, type CardInput, type CardPart } from '../../../domain/card.ts';
import { disputeReasons } from '../../../domain/command.ts';
import { type Language } from '../../../domain/language.ts';
import { proceedings, representativeKinds, staffHoldReasons } from '../../../domain/staff/acts/act-command.ts';
import { type ChoiceOf } from '../../../domain/staff/acts/act-field.ts';
import { type ActDone, type ActFact, type ActOffer, type Recap } from '../../../domain/staff/acts/act-outcome.ts';
import { callOutcomes, lateCauses } from '../../../domain/staff/call.ts';
import { presentations } from '../../../domain/staff/presentation.ts';
import { say } from '../../messages/wording.ts';
import { type CellLook, cellText, formatInstant } from '../cards/cell-text.ts';
import { actTexts } from './act-texts.ts';
import { actCodeTexts, fieldTexts } from './field-texts.ts';
import { refusalText } from './refusal-texts.ts';

const texts = {
  fr: {
    look: 'Vérifier avant de valider',
    confirm: 'Valider',
    cancel: 'Ne rien faire',
    back: 'Revenir au dossier',
    undo: 'Annuler cette action',
    recap: 'Rien n’est encore fait. Vérifiez, puis validez.',
    two: 'Une deuxième personne devra l’approuver avant que cela ne se fasse.',
    undoable: 'Vous pourrez l’annuler pendant un temps.',
    done: 'C’est fait : {act}',
    asked: 'C’est demandé : {act}',
    already: 'C’était déjà fait : {act}',
    undone: 'C’est annulé : {act}',
    wasUndone: 'Cela a été annulé depuis.',
    changed: 'Le dossier a changé depuis : rien n’a été fait. Voici ce que ce serait maintenant.',
    until: 'Annulable jusqu’au {at}.',
    none: 'Il n’y a rien à faire ici pour vous.',
    what: 'Que faire ?',
    which: 'Sur quel compte ?',
    'told-email': 'Le client est prévenu par e-mail.',
    'told-task': 'Une tâche est ouverte pour prévenir le client.',
    account: 'Compte',
    forgotten: 'D’accord, rien n’a été changé.',
  },
  en: {
    look: 'Check before you confirm',
    confirm: 'Confirm',
    cancel: 'Do nothing',
    back: 'Back to the file',
    undo: 'Undo this',
    recap: 'Nothing is done yet. Check it, then confirm.',
    two: 'A second person has to approve it before it is done.',
    undoable: 'You can undo it for a while.',
    done: 'Done: {act}',
    asked: 'Asked for: {act}',
    already: 'It was done before: {act}',
    undone: 'Undone: {act}',
    wasUndone: 'It has been undone since.',
    changed: 'The file changed since: nothing was done. This is how it would be now.',
    until: 'It can be undone until {at}.',
    none: 'There is nothing for you to do here.',
    what: 'What is to be done?',
    which: 'On which account?',
    'told-email': 'The customer is told by e-mail.',
    'told-task': 'A task is open to tell the customer.',
    account: 'Account',
    forgotten: 'All right, nothing was changed.',
  },
} as const;

const codes: Partial<Readonly<Record<ChoiceOf, readonly string[]>>> = {
  'call-outcome': callOutcomes,
  'late-cause': lateCauses,
  'dispute-reason': disputeReasons,
  'hold-reason': staffHoldReasons,
  proceedings,
  'payment-means': ['transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange', 'chorus-pro'],
  frequency: ['week', 'fortnight', 'month'],
  'contact-channel': ['sms', 'whatsapp', 'email'],
  'contact-role': ['payables', 'buyer', 'director', 'site', 'adviser', 'self', 'representative'],
  'representative-kind': representativeKinds,
  presentation: presentations,
};
/** What answers call those codes. */
const answersOf: Readonly<Record<string, string>> = {
  ...{ 'late-cause': 'cause', 'hold-reason': 'hold', 'payment-means': 'means' },
};

export type ActLook = CellLook;

function word(key: string, language: Language): string {
  const words = fieldTexts[language];
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key.replaceAll('-', ' ');
}

function codeWord(of: string, code: string, { language, words }: ActLook): string {
  const own = Object.hasOwn(actCodeTexts, of) ? actCodeTexts[of]?.[language] : undefined;
  if (own !== undefined && Object.hasOwn(own, code)) return own[code] ?? code;
  return words.code(answersOf[of] ?? of, code, language);
}

function factsPart(facts: readonly ActFact[], account: Recap['account'], look: ActLook): CardPart {
  const { language } = look;
  const shown = facts.map(({ key, cell }) => ({
    label: word(key.replace(/^input:/, ''), language),
    value: cell.kind === 'code' ? codeWord(cell.of, cell.code, look) : cellText(cell, look),
  }));
  const whose =
    account === null
      ? []
      : [{ label: say(texts, 'account', language), value: `${account.name} (${account.reference})` }];
  return { part: 'facts', facts: [...whose, ...shown] };
}

const inputKinds = { text: 'text', 'long-text': 'long-text', date: 'date', money: 'text', count: 'number' } as const;

function inputOf(field: ActOffer['fields'][number], given: Readonly<Record<string, string>>, look: ActLook): CardInput {
  const { name, kind, required, of, choices } = field;
  const value = given[name];
  const common = { id: name, label: word(name, look.language), required, ...(value === undefined ? {} : { value }) };
  if (kind === 'flag') {
    const yes = [{ id: 'true', label: codeWord('flag', 'yes', look) }];
    return { ...common, kind: 'choice', choices: [...yes, { id: 'false', label: codeWord('flag', 'no', look) }] };
  }
  if (kind !== 'choice') return { ...common, kind: inputKinds[kind] };
  const listed = of === undefined ? [] : (codes[of] ?? []);
  return { ...common, kind, choices: choices ?? listed.map((id) => ({ id, label: codeWord(of ?? '', id, look) })) };
}

/** What an act is called. */
export function actWord(act: ActOffer['act'], language: Language): string {
  return actTexts[language][act];
}

/** What may be done to a thing, one button each. */
export function offersCard(
  title: string,
  offers: readonly ActOffer[],
  idOf: (offer: ActOffer) => string,
  language: Language,
): Card {
  const none: CardPart = { part: 'text', text: say(texts, 'none', language) };
  return {
    title,
    parts: offers.length === 0 ? [none] : [{ part: 'text', text: say(texts, 'what', language), weight: 'subtle' }],
    actions: offers.map((offer): CardAction => ({
      kind: 'press',
      id: idOf(offer),
      label: actWord(offer.act, language),
    })),
  };
}

export type FormPresses = { readonly prepare: string; readonly forget: string };

/** What is asked for, what was filled in before, and what was wrong with it. */
export type Form = {
  readonly offer: ActOffer;
  readonly given: Readonly<Record<string, string>>;
  readonly wrong: { readonly why: string; readonly field?: string } | null;
};

/** Asks for what an act needs. */
export function formCard({ offer, given, wrong }: Form, { prepare, forget }: FormPresses, look: ActLook): Card {
  const { language } = look;
  const about = wrong?.field === undefined ? '' : `${word(wrong.field, language)}${language === 'fr' ? ' :' : ':'} `;
  const trouble: readonly CardPart[] =
    wrong === null ? [] : [{ part: 'text', text: `${about}${refusalText(wrong.why, language)}`, weight: 'strong' }];
  return {
    title: actWord(offer.act, language),
    parts: [...trouble, { part: 'inputs', inputs: offer.fields.map((field) => inputOf(field, given, look)) }],
    actions: [
      { kind: 'press', id: prepare, label: say(texts, 'look', language), style: 'positive', inputs: true },
      { kind: 'press', id: forget, label: say(texts, 'cancel', language) },
    ],
  };
}

/** What would happen, before anybody says yes. */
export function recapCard(
  recap: Recap,
  changed: boolean,
  ids: { readonly confirm: string; readonly forget: string },
  look: ActLook,
): Card {
  const { language } = look;
  const line = (key: 'recap' | 'two' | 'undoable' | 'changed'): CardPart => ({
    ...{ part: 'text', text: say(texts, key, language), weight: key === 'changed' ? 'strong' : 'subtle' },
  });
  return {
    title: actWord(recap.act, language),
    parts: [
      ...(changed ? [line('changed')] : []),
      factsPart(recap.facts, recap.account, look),
      line('recap'),
      ...(recap.people === 2 ? [line('two')] : []),
      ...(recap.undoMs === null ? [] : [line('undoable')]),
    ],
    actions: [
      { kind: 'press', id: ids.confirm, label: say(texts, 'confirm', language), style: 'positive' },
      { kind: 'press', id: ids.forget, label: say(texts, 'cancel', language) },
    ],
  };
}

/** What was done, or had been done before. */
export function doneCard(
  done: ActDone,
  how: 'now' | 'before' | 'undone-since',
  ids: { readonly undo: string | null; readonly open: string | null },
  look: ActLook,
): Card {
  const { language, zone } = look;
  const title = how !== 'now' ? 'already' : done.people === 2 ? 'asked' : 'done';
  const text = (words: string): CardPart => ({ part: 'text', text: words, weight: 'subtle' });
  const shown = done.facts.some(({ key }) => key === 'told');
  const told = done.told === null || shown ? [] : [text(say(texts, `told-${done.told}`, language))];
  const until =
    done.undoUntil === null || ids.undo === null
      ? []
      : [text(say(texts, 'until', language, { at: formatInstant(done.undoUntil, zone) }))];
  const press = (id: string | null, key: 'undo' | 'back'): readonly CardAction[] =>
    id === null ? [] : [{ kind: 'press', id, label: say(texts, key, language) }];
  return {
    title: say(texts, title, language, { act: actWord(done.act, language) }),
    parts: [
      ...(how === 'undone-since' ? [text(say(texts, 'wasUndone', language))] : []),
      factsPart(done.facts, done.account, look),
      ...told,
      ...until,
    ],
    actions: [...press(ids.open, 'back'), ...press(ids.undo, 'undo')],
  };
}

/** That something was taken back. */
export function undoneText(act: ActOffer['act'], language: Language): string {
  return say(texts, 'undone', language, { act: actWord(act, language) });
}

/** That nothing was done. */
export function forgottenText(language: Language): string {
  return say(texts, 'forgotten', language);
}
