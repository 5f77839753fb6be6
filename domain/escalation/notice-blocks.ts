import { type Charge } from '../account.ts';
import { formatDate, formatMoney, formatShortDate } from '../format.ts';
import { formatIban } from '../iban.ts';
import { type Language } from '../language.ts';
import { type Money, money, subtract } from '../money.ts';
import { type Asked, type ClaimGroup, type NoticeClaim } from './notice-claim.ts';
import { remittanceOf, waysOf } from './notice-values.ts';
import { dayInList } from './day-in-list.ts';
import { noticeWords } from './notice-words.ts';
import { type ClaimRow, type NoticeBlock, type NoticeInput } from './notice.ts';
import { type Placeholder } from './placeholders.ts';
import { type ClaimedLine } from './step.ts';
import { statutoryTexts } from './statutory-texts.ts';

/** A part of a message with the amounts it says. */
export type Part = { readonly block: NoticeBlock; readonly text: string; readonly amounts: readonly Money[] };

function textPart(text: string, amounts: readonly Money[] = []): Part {
  return { block: { kind: 'text', text }, text, amounts };
}

type Remark = { readonly text: string; readonly amounts: readonly Money[] };

/** Why less is asked for than the invoice was of: what was paid, is contested, or is agreed and on its way. */
function remarkOf({ line, view }: Asked, { language, policy }: NoticeInput): Remark {
  const words = noticeWords[language];
  const paid = subtract(view.line.amount, line.open);
  const later = subtract(subtract(line.open, line.disputed), line.claim);
  const reasons = [
    { say: words.paidSince, amount: paid },
    { say: words.contested, amount: line.disputed },
    { say: words.later, amount: later },
  ].filter(({ amount }) => amount.minor > 0);
  // 12 CFR 1006.34(c)(2)(vii) wants the itemisation whatever it is.
  const isItemised = reasons.length > 0 || policy.pack === 'us-reg-f';
  const parts = isItemised ? [{ say: words.original, amount: view.line.amount }, ...reasons] : [];
  return {
    text: parts.map(({ say, amount }) => say(formatMoney(amount, language))).join(' ; '),
    amounts: parts.map(({ amount }) => amount),
  };
}

function chargeLabel(charge: Charge, input: NoticeInput): string {
  const line = input.lines.find(({ lineId }) => lineId === charge.lineId);
  return noticeWords[input.language].charge[charge.kind](line?.number ?? '', formatShortDate(charge.on));
}

function totalsOf(group: ClaimGroup, input: NoticeInput): { label: string; amount: Money }[] {
  const words = noticeWords[input.language];
  if (input.level.kind === 'check') return [{ label: words.principal, amount: group.principal }]; // asks for nothing
  const isSum = group.charges.length > 0 || group.credits.minor > 0;
  const negative = money(-group.credits.minor, group.currency);
  return [
    ...(isSum ? [{ label: words.principal, amount: group.principal }] : []),
    ...group.charges.map(({ charge, amount }) => ({ label: chargeLabel(charge, input), amount })),
    ...(group.credits.minor > 0 ? [{ label: words.credits, amount: negative }] : []),
    { label: words.total, amount: group.total },
  ];
}

/** A line of the statement in words: its invoice, its dates and what is asked for of it. */
export function rowText({ number, issued, due, claim }: ClaimedLine, language: Language): string {
  return noticeWords[language].row(
    number,
    dayInList(issued, language),
    dayInList(due, language),
    formatMoney(claim, language),
  );
}

function claimPart(group: ClaimGroup, input: NoticeInput, isOne: boolean): Part {
  const { language } = input;
  const words = noticeWords[language];
  const remarks = group.asked.map((asked) => remarkOf(asked, input));
  const rows = group.asked.map(({ line, view }, index): ClaimRow => {
    const { number, issued, due, claim: amount } = line;
    return { number, issued, due, original: view.line.amount, amount, remark: remarks[index]?.text ?? '' };
  });
  const totals = totalsOf(group, input);
  const title = isOne ? null : group.payee === null ? words.askFor : words.payTo(group.payee.holder);
  const said = group.asked.map(({ line }, index) => {
    const remark = remarks[index]?.text ?? '';
    return `• ${rowText(line, language)}${remark === '' ? '' : ` (${remark})`}`;
  });
  const sums = totals.map(({ label, amount }) => `${label}${words.colon}${formatMoney(amount, language)}`);
  return {
    block: { kind: 'claim', title, rows, totals },
    text: [...(title === null ? [] : [title]), ...said, ...sums].join('\n'),
    amounts: [
      ...rows.map(({ amount }) => amount),
      ...remarks.flatMap(({ amounts }) => amounts),
      ...totals.map(({ amount }) => amount),
    ],
  };
}

function payPart(group: ClaimGroup, input: NoticeInput): Part {
  const { language, account } = input;
  const { pay, colon } = noticeWords[language];
  const reference = remittanceOf(input, group);
  const block = { kind: 'pay', payee: group.payee, reference, amount: group.total } as const;
  if (group.payee === null) return { block, text: pay.ask(waysOf(input)), amounts: [] };
  const { holder, iban, bic } = group.payee;
  const page = account.creditor.paymentPage;
  const rows = [
    [pay.holder, holder],
    [pay.iban, formatIban(iban)],
    ...(bic === null ? [] : [[pay.bic, bic]]),
    [pay.text, reference],
    [pay.amount, formatMoney(group.total, language)],
    ...(page === null ? [] : [[pay.page, page]]),
  ];
  return { block, text: rows.map((row) => row.join(colon)).join('\n'), amounts: [group.total] };
}

function disputedParts({ lines, language }: NoticeInput): readonly Part[] {
  const disputed = lines.filter((line) => line.disputed.minor > 0);
  if (disputed.length === 0) return [];
  const words = noticeWords[language];
  const rows = disputed.map((line) => `• ${line.number}${words.colon}${formatMoney(line.disputed, language)}`);
  return [
    textPart(
      [words.disputed, ...rows].join('\n'),
      disputed.map((line) => line.disputed),
    ),
  ];
}

function announcedParts({ announced }: NoticeClaim, input: NoticeInput): readonly Part[] {
  if (announced.length === 0) return [];
  const words = noticeWords[input.language];
  const rows = announced.map(
    (charge) => `• ${chargeLabel(charge, input)}${words.colon}${formatMoney(charge.amount, input.language)}`,
  );
  return [
    textPart(
      [words.announced, ...rows].join('\n'),
      announced.map(({ amount }) => amount),
    ),
  ];
}

function earlierParts({ earlier = [], language }: NoticeInput): readonly Part[] {
  const words = noticeWords[language];
  const days = [...new Set(earlier)].sort().map((day) => formatDate(day, language));
  return days.length === 0 ? [] : [textPart(words.earlier(days.join(', ')))];
}

/** Whom a consumer can turn to, where the creditor said whom (C. conso. L616-1); a professional has no such mediator. */
function mediatorParts({ account, language }: NoticeInput): readonly Part[] {
  const { mediator } = account.creditor;
  if (account.debtor.kind !== 'consumer' || mediator == null) return [];
  return [textPart(noticeWords[language].mediator(mediator))];
}

/** The parts a name stands for by itself; none when there is nothing of the kind to say. */
export function blockParts(name: Placeholder, input: NoticeInput, claim: NoticeClaim): readonly Part[] {
  const isOne = claim.groups.length === 1;
  const statute = statutoryTexts[input.policy.pack];
  switch (name) {
    case 'lines':
      return claim.groups.map((group) => claimPart(group, input, isOne));
    case 'howToPay':
      return claim.groups.filter(({ total }) => total.minor > 0).map((group) => payPart(group, input));
    case 'disputed':
      return disputedParts(input);
    case 'charges':
      return announcedParts(claim, input);
    case 'earlier':
      return earlierParts(input);
    case 'statute':
      return statute === null ? [] : [textPart(statute)];
    case 'mediator':
      return mediatorParts(input);
    default:
      return [];
  }
}
