import { invariant } from '../domain/errors.ts';
import { type RenderedNotice } from '../domain/escalation/notice.ts';
import { finishLetter, type LetterHead, type LetterOptions, startLetter } from './letter.ts';
import { noticePart } from './notice-part.ts';

export type NoticeLetterValues = LetterHead & {
  readonly notice: RenderedNotice;
  readonly collector?: { readonly name: string; readonly address: string } | null; // who writes for a third party
};

/** A letter wears the head of who writes it: a third party never passes for the creditor. */
function headOf({ collector = null, ...head }: NoticeLetterValues): LetterHead {
  if (collector === null) return head;
  const { name, address } = collector;
  return { ...head, creditor: { ...head.creditor, name, legalName: name, address } };
}

/**
 * The PDF of a letter that asks, as it was rendered and checked: addressee in the window, statement, how to pay with a SEPA QR code
 * in euros. The same values give the same bytes; raises INVARIANT_BROKEN when the message has no subject.
 */
export async function noticeLetter(values: NoticeLetterValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { subject, blocks } = values.notice;
  invariant(subject !== null, 'a letter has a subject');
  const letter = startLetter(headOf(values), subject, options);
  await noticePart(letter, blocks);
  return await finishLetter(letter);
}
