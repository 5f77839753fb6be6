import { type Message } from '../../domain/message.ts';
import { tiedSpaces } from '../../domain/tied-spaces.ts';

/**
 * The same message as it stands on a page or in an e-mail: in French no line ends before a double sign or a currency. A telephone gets plain
 * spaces, since GSM-7 has no others. What a button sends back stays as it was.
 */
export function typeset(message: Message): Message {
  if (message.language !== 'fr') return message;
  const { text, closing, title, rows, options, picture, before } = message;
  return {
    ...message,
    text: tiedSpaces(text),
    ...(closing === undefined ? {} : { closing: tiedSpaces(closing) }),
    ...(title === undefined ? {} : { title: tiedSpaces(title) }),
    ...(rows === undefined
      ? {}
      : { rows: rows.map(({ label, value }) => ({ label: tiedSpaces(label), value: tiedSpaces(value) })) }),
    ...(options === undefined
      ? {}
      : { options: options.map((option) => ({ ...option, label: tiedSpaces(option.label) })) }),
    ...(picture === undefined ? {} : { picture: { ...picture, alt: tiedSpaces(picture.alt) } }),
    ...(before === undefined ? {} : { before: before.map(typeset) }),
  };
}
