import { type Creditor } from '../../domain/account.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { staffMessageTexts } from '../messages/staff-message.ts';
import { say } from '../messages/wording.ts';

/** What a person of the creditor wrote, as it leaves: their words, and who they are. Nothing is put into their mouth. */
export function staffMessage(written: {
  readonly creditor: Pick<Creditor, 'name'>;
  readonly language: Language;
  readonly who: string;
  readonly text: string;
}): Message {
  const { language, who, text } = written;
  const creditor = written.creditor.name;
  const title = say(staffMessageTexts, 'subject', language, { creditor });
  // The person's own words come last, so that nothing they wrote is read as the name of a value.
  const signed = say(staffMessageTexts, 'signed', language, { who, creditor, text: '\u0000' }).replace(
    '\u0000',
    () => text,
  );
  return { key: 'staff.message', class: 'service', language, title, text: signed };
}
