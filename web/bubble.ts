import { type CardAnswer, cardOf } from './card.ts';
import { element } from './element.ts';
import { linkedText } from './linked-text.ts';
import { type Activity, type Attachment } from './protocol.ts';
import { type Language, say } from './words.ts';

export type Who = 'user' | 'bot';

/** One message on the screen; `body` takes what hangs on it, `note` the time or the state. */
export type Bubble = { readonly root: HTMLElement; readonly body: HTMLElement; readonly note: HTMLElement };

/** Draws a message; who speaks is said in words too, for those who do not see the side it stands on. */
export function bubble(who: Who, text: string, language: Language, at?: Date): Bubble {
  const speaker = element('span', { class: 'hidden' }, `${say(language, who === 'user' ? 'you' : 'assistant')} : `);
  const body = element('div', { class: 'body' }, speaker);
  if (text !== '') body.append(element('p', {}, ...(who === 'bot' ? linkedText(text) : [text])));
  const note = element('div', { class: 'note' }, ...(at === undefined ? [] : [timeOf(at, language)]));
  return { root: element('div', { class: `bubble ${who}` }, body, note), body, note };
}

/** The time of a message, as the language writes it. */
export function timeOf(at: Date, language: Language): HTMLElement {
  const time = new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' }).format(at);
  return element('time', { datetime: at.toISOString() }, time);
}

/** The day of a message, in full. */
export function dayOf(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

/** What hangs on a message: cards, and files as links. */
export function attachmentsOf(activity: Activity, language: Language, onAnswer: (answer: CardAnswer) => void): Node[] {
  return (activity.attachments ?? []).map((attachment) => {
    if (attachment.contentType === 'application/vnd.microsoft.card.adaptive')
      return cardOf(attachment.content, onAnswer);
    return fileOf(attachment, language);
  });
}

function fileOf({ contentUrl, name, contentType }: Attachment, language: Language): HTMLElement {
  const title = name ?? contentType;
  if (contentUrl === undefined) return element('p', { class: 'file' }, title);
  if (!/^https?:\/\//.test(contentUrl)) return element('p', {}, say(language, 'unsupported'));
  const label = element('span', { class: 'file-action' }, say(language, 'download'));
  return element(
    'a',
    { class: 'file', href: contentUrl, target: '_blank', rel: 'noopener noreferrer' },
    title,
    ' ',
    label,
  );
}

function localeOf(language: Language): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}
