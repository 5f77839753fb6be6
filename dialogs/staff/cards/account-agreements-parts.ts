import { type Plan } from '../../../domain/account.ts';
import { type CardPart } from '../../../domain/card.ts';
import { isHoldEffective } from '../../../domain/held-amount.ts';
import { planProgress } from '../../../domain/plan-progress.ts';
import { type AccountFigures } from '../../../domain/staff/account-figures.ts';
import { type AccountFile } from '../../../domain/staff/account-file.ts';
import { type AccountWords } from './account-words.ts';

type Section = { readonly title: string; readonly parts: readonly CardPart[] };

/** The invoice of a line by its number. */
function numberOf({ account }: AccountFile, lineId: string): string {
  const line = account.lines.find(({ id }) => id === lineId);
  return account.invoices.find(({ id }) => id === line?.invoiceId)?.number ?? '';
}

function numbersOf(file: AccountFile, lines: readonly { readonly lineId: string }[]): string {
  return [...new Set(lines.map(({ lineId }) => numberOf(file, lineId)))].join(', ');
}

/** Dates that were agreed, the newest first. */
export function promiseSection(file: AccountFile, { text, code, money, day }: AccountWords): Section {
  const promises = file.account.promises.toSorted((a, b) => (a.madeOn < b.madeOn ? 1 : -1));
  const rows = promises.map((promise) => [
    ...[day(promise.due), money(promise.amount), code('promise-status', promise.status), day(promise.madeOn)],
    numbersOf(file, promise.lines),
  ]);
  const header = [text('date'), text('amount'), text('status'), text('made'), text('covers')];
  return {
    title: text('promises', { count: rows.length }),
    parts: rows.length === 0 ? [] : [{ part: 'table', header, rows, numeric: [1] }],
  };
}

function planParts(plan: Plan, file: AccountFile, figures: AccountFigures, words: AccountWords): readonly CardPart[] {
  const { text, code, money, day } = words;
  const { paid, missing, instalments } = planProgress(plan, figures.ledger, 0);
  const values = { total: money(plan.total), paid: money(paid), missing: money(missing) };
  const head = [code('plan-status', plan.status), text('planned', values), numbersOf(file, plan.lines)].join(' · ');
  const rows = instalments.map((of) => [day(of.due), money(of.amount), code('instalment', of.status)]);
  return [
    { part: 'text', text: head },
    { part: 'table', header: [text('date'), text('amount'), text('status')], rows, numeric: [1] },
  ];
}

/** Plans with what was paid of each, and where each instalment stands. */
export function planSection(file: AccountFile, figures: AccountFigures, words: AccountWords): Section {
  const { plans } = file.account;
  return {
    title: words.text('plans', { count: plans.length }),
    parts: plans.flatMap((plan) => planParts(plan, file, figures, words)),
  };
}

/** Disputes with what was said and answered, those that wait for us first. */
export function disputeSection(file: AccountFile, words: AccountWords): Section {
  const { text, code, money, day } = words;
  const disputes = file.account.disputes.toSorted((a, b) => (a.answerBy < b.answerBy ? -1 : 1));
  const rows = disputes.map((dispute) => {
    const known = file.disputes.find(({ id }) => id === dispute.id);
    const said = [known?.words ?? '', known?.answer == null ? '' : `${text('answered')} : ${known.answer}`];
    return [
      ...[numberOf(file, dispute.lineId), money(dispute.amount), code('dispute-reason', dispute.reason)],
      ...[code('dispute-status', dispute.status), day(dispute.answerBy), said.filter(Boolean).join('\n')],
    ];
  });
  const header = [text('invoice'), text('amount'), text('reason'), text('status'), text('answerBy'), text('said')];
  return {
    title: text('disputes', { count: rows.length }),
    parts: rows.length === 0 ? [] : [{ part: 'table', header, rows, numeric: [1] }],
  };
}

/** Holds that are in force or still to come; where a reason is kept back, that it is. */
export function holdSection(file: AccountFile, words: AccountWords): Section {
  const { text, code, money, day } = words;
  const holds = file.account.holds.filter((hold) => isHoldEffective(hold, file.asOf) || hold.from > file.asOf);
  const rows = holds.map((hold) => [
    ...[code('hold', hold.reason), hold.lineId === null ? text('wholeAccount') : numberOf(file, hold.lineId)],
    ...[hold.amount === null ? '' : money(hold.amount), day(hold.from)],
    hold.until === null ? text('openEnd') : day(hold.until),
  ]);
  const header = [text('reason'), text('covers'), text('amount'), text('from'), text('until')];
  const kept: CardPart = { part: 'text', weight: 'subtle', text: text('careKept') };
  return {
    title: text('holds', { count: rows.length }),
    parts:
      rows.length === 0
        ? []
        : [{ part: 'table', header, rows, numeric: [2] }, ...(file.care === 'kept-back' ? [kept] : [])],
  };
}
