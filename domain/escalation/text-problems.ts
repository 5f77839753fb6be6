import { type Language } from '../language.ts';
import { isFamiliar, neverShown, ownAmount, tellingWords } from './never-shown.ts';
import { type NoticeText } from './notice.ts';
import { isBlock, isPlaceholder, mayRead, namesIn, ownWords, type Reader } from './placeholders.ts';
import { type Level, type Outlet, type PackId } from './policy.ts';

/** Where a text would be used. */
export type TextPlace = {
  readonly pack: PackId;
  readonly level: Pick<Level, 'legal' | 'kind'>;
  readonly outlet: Outlet;
  readonly language: Language;
};

/** Outlets a third party may not write by: a text there would have to say what a stranger must not read. */
const closedTo: Readonly<Partial<Record<PackId, readonly Outlet[]>>> = {
  'fr-third-party': ['sms', 'whatsapp'],
  'us-reg-f': ['sms', 'whatsapp'],
  'fr-public': ['sms', 'whatsapp', 'phone'],
};

/** What forbids the outlet whatever the text says: a formal notice is a letter, and some packs know no text messages. */
export function outletProblems({ pack, level, outlet }: TextPlace): readonly string[] {
  const isLetter = outlet === 'letter' || outlet === 'registered-letter';
  return [
    ...(level.legal === 'formal-notice' && !isLetter ? [`formal-notice-by:${outlet}`] : []),
    ...(closedTo[pack]?.includes(outlet) === true ? [`outlet-closed:${outlet}`] : []),
  ];
}

function blockProblems(part: string): readonly string[] {
  const paragraphs = part.split(/\n\s*\n/u).map((paragraph) => paragraph.trim());
  return paragraphs
    .flatMap((paragraph) => namesIn(paragraph).filter((name) => isBlock(name) && paragraph !== `{${name}}`))
    .map((name) => `placeholder-not-alone:${name}`);
}

function wordProblems(part: string, { language, pack, level }: TextPlace): readonly string[] {
  const words = ownWords(part);
  const figure = ownAmount(words);
  return [
    ...neverShown(words, language, pack, level.legal).map((word) => `word-never-shown:${word.toLowerCase()}`),
    ...(figure === null ? [] : [`amount-in-text:${figure}`]),
    ...(language === 'fr' && isFamiliar(words) ? ['familiar'] : []),
    ...(/[{}]/u.test(part.replace(/\{[^{}]*\}/gu, '')) ? ['brace-alone'] : []),
  ];
}

/** Names and words of the part that `reader` may not read. */
export function unreadable(part: string, reader: Reader, language: Language): readonly string[] {
  const names = namesIn(part).filter((name) => isPlaceholder(name) && !mayRead(reader, name));
  const words = reader === 'anyone' ? tellingWords(ownWords(part), language) : [];
  return [
    ...names.map((name) => `not-for-${reader}:${name}`),
    ...words.map((word) => `tells-a-stranger:${word.toLowerCase()}`),
  ];
}

/** What is wrong with the text wherever it would go to: unknown names, words never shown, amounts of its own, a closed outlet. */
export function textProblems(text: NoticeText, place: TextPlace): readonly string[] {
  const isMessage = place.outlet === 'sms' || place.outlet === 'whatsapp';
  const parts = [text.subject ?? '', text.body];
  const unknown = parts.flatMap(namesIn).filter((name) => !isPlaceholder(name));
  const inline = [text.subject ?? '', ...(isMessage ? [text.body] : [])].flatMap(namesIn).filter(isBlock);
  return [
    ...outletProblems(place),
    ...unknown.map((name) => `placeholder-unknown:${name}`),
    ...inline.map((name) => `placeholder-not-here:${name}`),
    ...(isMessage ? [] : blockProblems(text.body)),
    ...parts.flatMap((part) => wordProblems(part, place)),
    ...(isMessage === (text.subject === null) ? [] : [isMessage ? 'subject-too-many' : 'subject-missing']),
    ...(text.body.trim() === '' ? ['body-empty'] : []),
  ];
}
