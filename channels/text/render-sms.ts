import { type Message, type Option } from '../../domain/message.ts';
import { gsmText } from '../../domain/gsm-text.ts';
import { segmentsOf } from '../../domain/segments.ts';
import { smsLabel, smsTexts } from './sms-words.ts';

export type SmsPlace = {
  readonly linksOf: (message: Message) => readonly string[]; // of its files
  readonly chatUrl: string; // where the same can be talked about without an SMS; identifies nobody
  readonly answerable: boolean; // false: the sender is a name, nobody can write to it
};

/** Two segments where the words allow; four are sent rather than cut: what was asked for is more than what it costs. */
const wanted = 2;
const tolerated = 4;
const longest = 1_600; // characters Twilio takes

/** One line of an SMS. What may be left out leaves a link to the chat page in its place. */
type Line = { readonly text: string; readonly kept: boolean };

/**
 * One turn as one SMS in GSM-7 wherever its words allow: whole, then without what it says twice, then cut: of everything said the
 * first sentence stays, and what still fits. Terms that are to be confirmed are always whole: nobody agrees to what they could not
 * read.
 */
export function renderSms(message: Message, place: SmsPlace): { readonly text: string; readonly segments: number } {
  const said = [...(message.before ?? []), message];
  const binding = said.some(({ closing }) => closing !== undefined);
  const end = [choices(message.options, place), footer(message, place)];
  const whole = [false, true].map((brief) => joined([...said.map((one) => block(one, place, brief)), ...end]));
  const most = binding ? Infinity : tolerated;
  const text =
    whole.find((candidate) => segmentsOf(candidate) <= wanted) ??
    whole.find((candidate) => segmentsOf(candidate) <= most && candidate.length <= longest) ??
    cut(message, said, end, place);
  return { text, segments: segmentsOf(text) };
}

function joined(parts: readonly string[]): string {
  return gsmText(parts.filter((part) => part !== '').join('\n'));
}

function block(message: Message, place: SmsPlace, brief: boolean): string {
  const links = place.linksOf(message);
  const files = (message.files ?? []).map(({ name }, index) =>
    [brief && links[index] !== undefined ? '' : name, links[index]].filter(Boolean).join(' '),
  );
  return [message.text, ...rowsOf(message, brief), ...files, message.closing ?? ''].filter(Boolean).join('\n');
}

/** `brief`: but what the text says already. */
function rowsOf({ rows = [], text, language }: Message, brief: boolean): readonly string[] {
  const colon = language === 'fr' ? ' : ' : ': ';
  return rows
    .filter(({ value }) => !brief || !text.includes(value))
    .map(({ label, value }) => `${label}${colon}${value}`);
}

/** Everything said keeps its first sentence and its files; the rest follows in its order as far as four segments go. */
function cut(message: Message, said: readonly Message[], end: readonly string[], place: SmsPlace): string {
  const more = smsTexts[message.language].more.replace('{url}', place.chatUrl);
  const lines = said.flatMap((one) => linesOf(one, place));
  const build = (shown: readonly Line[]): string => joined([...shown.map(({ text }) => text), more, ...end]);
  let shown = lines.filter(({ kept }) => kept);
  for (const line of lines) {
    const tried = lines.filter((one) => one === line || shown.includes(one));
    if (segmentsOf(build(tried)) <= tolerated) shown = tried;
  }
  const text = build(shown);
  return text.length <= longest ? text : joined([message.text.slice(0, 200), more]);
}

function linesOf(message: Message, place: SmsPlace): readonly Line[] {
  const [first = '', ...others] = message.text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}«“"])|\n/u)
    .filter((sentence) => sentence !== '');
  return [
    { text: first, kept: true },
    ...place.linksOf(message).map((text) => ({ text, kept: true })),
    ...[...others, ...rowsOf(message, true)].map((text) => ({ text, kept: false })),
  ];
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
