import { formatMoney } from '../domain/format.ts';
import { dayInList } from '../domain/escalation/day-in-list.ts';
import { type NoticeBlock } from '../domain/escalation/notice.ts';
import { bullets, heading, type Letter, paragraph, room } from './letter.ts';
import { paymentPart } from './payment-part.ts';
import { type Column, table } from './table.ts';
import { noticeWording } from './wording-notice.ts';

type Claim = Extract<NoticeBlock, { kind: 'claim' }>;

const dot = '• ';

function columnsOf(letter: Letter, isRemarked: boolean): readonly Column[] {
  const { column } = noticeWording[letter.head.language];
  return [
    { title: column.invoice, share: isRemarked ? 19 : 34, align: 'left' },
    { title: column.issued, share: isRemarked ? 16 : 22, align: 'left' },
    { title: column.due, share: isRemarked ? 16 : 22, align: 'left' },
    ...(isRemarked ? [{ title: column.remark, share: 31, align: 'left' } as const] : []),
    { title: column.amount, share: isRemarked ? 18 : 22, align: 'right' },
  ];
}

function claimPart(letter: Letter, { title, rows, totals }: Claim): void {
  const { language } = letter.head;
  const isRemarked = rows.some(({ remark }) => remark !== '');
  if (title !== null) heading(letter, title);
  table(
    letter,
    columnsOf(letter, isRemarked),
    rows.map(({ number, issued, due, remark, amount }) => [
      number,
      dayInList(issued, language),
      dayInList(due, language),
      ...(isRemarked ? [remark.replaceAll(' ; ', '\n')] : []),
      formatMoney(amount, language),
    ]),
    totals.map(({ label, amount }) => [label, '', '', ...(isRemarked ? [''] : []), formatMoney(amount, language)]),
  );
}

/** A paragraph, and the lines of it that begin with a dot as a list. */
function textPart(letter: Letter, text: string): void {
  const lines = text.split('\n');
  const listed = lines.filter((line) => line.startsWith(dot)).map((line) => line.slice(dot.length));
  const rest = lines.filter((line) => !line.startsWith(dot));
  if (listed.length > 0) room(letter, 64); // an announced list begins on its page
  if (rest.length > 0) paragraph(letter, rest.join('\n'));
  bullets(letter, listed);
}

/** Adds the parts of a message in their order; nothing is said that its text does not say. */
export async function noticePart(letter: Letter, blocks: readonly NoticeBlock[]): Promise<void> {
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading':
        heading(letter, block.text);
        break;
      case 'text':
        textPart(letter, block.text);
        break;
      case 'claim':
        claimPart(letter, block);
        break;
      case 'pay':
        await paymentPart(letter, block);
    }
  }
}
