import { type Message, type Option } from '../../domain/message.ts';

/** How a text channel shows one turn, and which option each number stands for. */
export type RenderedText = { readonly text: string; readonly options: readonly Option[] };

/**
 * Everything said in one turn as one text: the messages in order, rows as "label: value", files as links, and the last
 * message's options numbered from 1. Spaces a plain SMS cannot carry become ordinary ones.
 */
export function renderText(said: readonly Message[], linkOf: (message: Message) => readonly string[]): RenderedText {
  const messages = said.flatMap((message) => [...(message.before ?? []), message]);
  const options = messages.at(-1)?.options ?? [];
  const blocks = messages.map((message) => blockOf(message, linkOf(message)));
  const choices = options.map((option, index) => `${index + 1}. ${option.label}`).join('\n');
  const text = [...blocks, choices].filter((block) => block !== '').join('\n\n');
  return { text: plainSpaces(text), options };
}

function blockOf(message: Message, links: readonly string[]): string {
  const rows = (message.rows ?? []).map(
    ({ label, value }) => `${label}${message.language === 'fr' ? ' :' : ':'} ${value}`,
  );
  const files = (message.files ?? []).map((file, index) => [file.name, links[index]].filter(Boolean).join(' '));
  const said = [message.text, ...rows, ...files].join('\n');
  return message.closing === undefined ? said : `${said}\n\n${message.closing}`;
}

function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ').replace(/[’‘]/g, "'");
}
