import { invariant } from '../domain/errors.ts';
import { type RenderedNotice } from '../domain/escalation/notice.ts';
import {
  finishLetter,
  frame,
  ink,
  type Letter,
  type LetterHead,
  type LetterOptions,
  room,
  startLetter,
} from './letter.ts';
import { noticePart } from './notice-part.ts';
import { printable } from './printable.ts';
import { noticeWording } from './wording-notice.ts';

export type FormalNoticeValues = LetterHead & {
  readonly notice: RenderedNotice;
  readonly by: 'registered-letter' | 'letter' | 'commissaire'; // how it is delivered
};

/** What makes it one: without any of these it is no formal notice (C. civ. 1344, 1231-6). */
const required = ['title', 'deadline', 'signatory', 'itemised', 'amount', 'contest'];

function deliveryOf({ by, language }: FormalNoticeValues): string | null {
  const words = noticeWording[language];
  return { 'registered-letter': words.registered, commissaire: words.byCommissaire, letter: null }[by];
}

function drawDelivery(letter: Letter, delivery: string): void {
  const { pdf } = letter;
  pdf.font('Helvetica-Bold', 9.5).fillColor(ink.soft);
  pdf.text(printable(delivery), frame.left, pdf.y, { width: frame.width });
  pdf.moveDown(0.6);
}

/** Where the named person signs by hand: no seal and no stamp, it is a letter between two parties. */
function drawSignature(letter: Letter): void {
  room(letter, 56);
  const { pdf } = letter;
  const top = pdf.y + 6;
  pdf.font('Helvetica', 8.5).fillColor(ink.soft);
  pdf.text(printable(noticeWording[letter.head.language].signature), frame.left, top, { width: 180 });
  pdf
    .moveTo(frame.left, top + 44)
    .lineTo(frame.left + 180, top + 44)
    .lineWidth(0.5)
    .stroke(ink.line);
  pdf.y = top + 50;
}

/**
 * The PDF of a formal notice, as it was rendered and checked, to be signed by the person it names. The same values give the same
 * bytes; raises INVARIANT_BROKEN when title, itemised amounts, date, way to contest or signatory were not found in its text.
 */
export async function formalNotice(values: FormalNoticeValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { subject, blocks, mentions } = values.notice;
  invariant(subject !== null, 'a formal notice has a title');
  invariant(
    required.every((mention) => mentions.includes(mention)),
    'a formal notice has all its mentions',
  );
  const letter = startLetter(values, subject, options);
  const delivery = deliveryOf(values);
  if (delivery !== null) drawDelivery(letter, delivery);
  await noticePart(letter, blocks);
  drawSignature(letter);
  return await finishLetter(letter);
}
