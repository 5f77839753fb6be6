import { type DebtorKind } from '../../domain/account.ts';
import { addDays, type CivilDate, daysBetween } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { addDebtor } from './debtors.ts';
import { addDirectors } from './directors.ts';
import { addInvoice, type Draft, type DraftDebtor, type DraftInvoice, type DraftLine } from './draft.ts';
import { someDebtor, someItems } from './fiction.ts';
import { type Slot } from './invoice-series.ts';
import { type Random } from './random.ts';
import { scenarios } from './scenarios.ts';
import { pay, settle } from './settlements.ts';
import { addTerms } from './terms.ts';

const firstNumber = 1016;
const lastNumber = 1200;

function kindOf(random: Random): DebtorKind {
  const draw = random.int(1, 100);
  if (draw <= 55) return 'consumer';
  if (draw <= 87) return 'company';
  return draw <= 95 ? 'sole-trader' : 'public-body';
}

function addDebtors(draft: Draft): DraftDebtor[] {
  const debtors: DraftDebtor[] = [];
  for (let number = firstNumber; number <= lastNumber; number += 1) {
    const language = number % 3 === 0 ? 'en' : 'fr';
    debtors.push(addDebtor(draft, someDebtor(draft.random, number, kindOf(draft.random), language)));
  }
  return debtors;
}

function duesOf(draft: Draft, debtor: DraftDebtor, issued: CivilDate, minor: number): CivilDate[] {
  const first = addDays(issued, debtor.kind === 'consumer' ? draft.random.pick([14, 30]) : draft.random.pick([30, 45]));
  return minor >= 120_000 ? [first, addDays(first, 30)] : [first];
}

/** How the line was paid, if it was: nearly all old ones are, about half of the recent ones, few before their day. */
function settleSome(draft: Draft, line: DraftLine): void {
  const { random, today } = draft;
  const age = daysBetween(line.due, today);
  const paid = age > 60 ? 96 : age > 0 ? 55 : 8;
  if (random.chance(paid)) {
    const on = addDays(line.due, random.int(-6, 24));
    if (on <= today) settle(draft, [line], on, random.pick(['transfer', 'transfer', 'card', 'cheque', 'direct-debit']));
    return;
  }
  if (age < 5 || !random.chance(25)) return;
  const minor = Math.floor(line.minor / random.int(2, 4));
  pay(draft, line.debtor, { minor, on: addDays(line.due, random.int(1, age)), lines: [line] });
}

function addOrdinaryInvoice(draft: Draft, debtor: DraftDebtor, slot: Slot): DraftInvoice {
  const items = someItems(draft.random, debtor.kind, debtor.language);
  const total = items.reduce((minor, [, amount]) => minor + amount, 0);
  const dues = duesOf(draft, debtor, slot.issued, total);
  const isChorus = debtor.kind === 'public-body' && debtor.language === 'fr';
  const isDebit = debtor.kind === 'consumer' && draft.random.chance(10);
  const means = isChorus ? 'chorus-pro' : isDebit ? 'direct-debit' : 'transfer';
  const invoice = addInvoice(draft, debtor, { slot, items, dues, means });
  for (const line of invoice.lines) settleSome(draft, line);
  return invoice;
}

/** Each scenario happens to one customer billed in euros and one billed in pounds. */
function playScenarios(draft: Draft, debtors: readonly DraftDebtor[]): void {
  for (const currency of ['EUR', 'GBP']) {
    const candidates = debtors.filter((debtor) => debtor.currency === currency && debtor.kind !== 'public-body');
    scenarios.forEach((play, index) => {
      const debtor = candidates[index];
      invariant(debtor !== undefined, 'there is a customer for every scenario');
      play(draft, debtor);
    });
  }
}

/** Adds LUM-1016 to LUM-1200 and gives them every invoice number that is still free. */
export function addGeneratedAccounts(draft: Draft): void {
  const debtors = addDebtors(draft);
  playScenarios(draft, debtors);
  addDirectors(draft, debtors);
  const invoices: DraftInvoice[] = [];
  for (const slot of draft.numbers.rest()) {
    const currency = slot.series === 'FA' ? 'EUR' : 'GBP';
    const own = debtors.filter((debtor) => debtor.currency === currency);
    const debtor = own[draft.random.int(0, own.length - 1)];
    invariant(debtor !== undefined, 'there is a customer for every series');
    invoices.push(addOrdinaryInvoice(draft, debtor, slot));
  }
  addTerms(draft, invoices);
}
