import { type Message, type Option } from '../../domain/message.ts';
import { gsmText } from './gsm-text.ts';
import { segmentsOf } from './segments.ts';
import { smsLabel, smsTexts } from './sms-words.ts';

export type SmsPlace = {
  readonly linksOf: (message: Message) => readonly string[]; // of its files
  readonly chatUrl: string; // where the same can be talked about without an SMS; identifies nobody
  readonly answerable: boolean; // false: the sender is a name, nobody can write to it
};

/** A person reads so much in one SMS; a little more is sent rather than cut; terms to be agreed on are never cut. */
const wanted = 2;
const tolerated = 3;
const longest = 1_600; // characters Twilio takes

/**
 * One turn as one SMS in GSM-7 wherever its words allow: whole in two segments if it can be, shortened in form, then in content
 * with a link to the chat page. Terms that are to be confirmed are always whole: nobody agrees to what they could not read.
 */
export function renderSms(message: Message, place: SmsPlace): { readonly text: string; readonly segments: number } {
  const texts = candidates(message, place).map(gsmText);
  const binding =
    message.closing !== undefined || message.before?.some(({ closing }) => closing !== undefined) === true;
  const whole = texts.slice(0, 2);
  const fitting =
    whole.find((text) => segmentsOf(text) <= wanted) ??
    whole.find((text) => segmentsOf(text) <= tolerated) ??
    (binding ? whole.at(-1) : texts.slice(2).find((text) => segmentsOf(text) <= wanted)) ??
    texts.at(-1) ??
    '';
  const text = fitting.length <= longest ? fitting : shortest(message, place);
  return { text, segments: segmentsOf(text) };
}

/** From the whole turn to its bare question, each shorter than the one before. */
function candidates(message: Message, place: SmsPlace): readonly string[] {
  const earlier = message.before ?? [];
  const more = smsTexts[message.language].more.replace('{url}', place.chatUrl);
  const build = (blocks: readonly (string | null)[]): string =>
    [...blocks, choices(message.options, place), footer(message, place)]
      .filter((block) => block !== null && block !== '')
      .join('\n');
  const links = (one: Message): readonly string[] => place.linksOf(one);
  return [
    build([...earlier, message].map((one) => block(one, links(one), false))),
    build([...earlier, message].map((one) => block(one, links(one), true))),
    build([
      ...earlier.map(({ text }) => sentences(text, 1)),
      block({ ...message, rows: [] }, links(message), true),
      more,
    ]),
    build([sentences(message.text, 2), ...links(message), more]),
    build([sentences(message.text, 1), more]),
  ];
}

function block(message: Message, links: readonly string[], brief: boolean): string {
  const colon = message.language === 'fr' ? ' : ' : ': ';
  const rows = (message.rows ?? [])
    .filter(({ value }) => !brief || !message.text.includes(value))
    .map(({ label, value }) => `${label}${colon}${value}`);
  const files = (message.files ?? []).map(({ name }, index) =>
    brief ? (links[index] ?? name) : [name, links[index]].filter(Boolean).join(' '),
  );
  return [message.text, ...rows, ...files, message.closing ?? ''].filter((line) => line !== '').join('\n');
}

function choices(options: readonly Option[] | undefined, { answerable }: SmsPlace): string {
  if (!answerable) return '';
  return (options ?? []).map(({ label }, index) => `${index + 1}. ${smsLabel(label)}`).join('\n');
}

/** Where to answer when the sender cannot be written to, and how to be left alone by what nobody asked for (CPCE L34-5). */
function footer({ class: of, language }: Message, { answerable, chatUrl }: SmsPlace): string {
  const texts = smsTexts[language];
  if (!answerable) return texts.answer.replace('{url}', chatUrl);
  return of === 'demand' ? texts.stop : '';
}

function sentences(text: string, count: number): string {
  const [plain = ''] = text.split('\n');
  return plain
    .split(/(?<=[.!?])\s+/)
    .slice(0, count)
    .join(' ');
}

function shortest(message: Message, place: SmsPlace): string {
  const more = smsTexts[message.language].more.replace('{url}', place.chatUrl);
  return gsmText([sentences(message.text, 1).slice(0, 200), more].join('\n'));
}
