import { type CivilDate } from '../civil-date.ts';
import { formatDate, formatMoney, formatShortDate } from '../format.ts';
import { formatIban } from '../iban.ts';
import { type Money, sum } from '../money.ts';
import { type ClaimGroup, type NoticeClaim } from './notice-claim.ts';
import { noticeWords } from './notice-words.ts';
import { type NoticeInput } from './notice.ts';
import { type Placeholder } from './placeholders.ts';

/** What a name in braces stands for; null: it is not known, so that nothing that names it can be written. */
export type Value = { readonly text: string; readonly amounts: readonly Money[] } | null;

const longestReference = 60; // characters; a bank carries 140, people copy fewer

function isShort({ outlet }: NoticeInput): boolean {
  return outlet === 'sms' || outlet === 'whatsapp';
}

/** How to reach a person, in one line. */
export function waysOf({ account, links, language }: NoticeInput): string {
  const { phone, email, hours } = account.creditor;
  return [links.chat, phone, email, hours?.[language] ?? null].filter((way) => way !== null).join(' · ');
}

/** The customer number and the invoices, as many as people will copy. */
export function remittanceOf({ account }: NoticeInput, { asked }: ClaimGroup): string {
  const numbers = [...new Set(asked.map(({ line }) => line.number))];
  const full = [account.debtor.reference, ...numbers].join(' ');
  return full.length <= longestReference ? full : account.debtor.reference;
}

/** What is to be paid, each currency by itself, in the order of their codes. */
function totals({ groups }: NoticeClaim): readonly Money[] {
  const currencies = [...new Set(groups.map(({ currency }) => currency))].sort();
  return currencies
    .map((currency) =>
      sum(
        groups.filter((group) => group.currency === currency).map(({ total }) => total),
        currency,
      ),
    )
    .filter(({ minor }) => minor > 0);
}

function plain(text: string | null | undefined): Value {
  return text === null || text === undefined || text.trim() === '' ? null : { text: text.trim(), amounts: [] };
}

/** The first `named` numbers, and how many more there are; a bare count for 0. */
function numbersOf({ lines, language }: NoticeInput, named: number): string {
  const numbers = [...new Set(lines.map(({ number }) => number))];
  const words = noticeWords[language];
  if (named === 0) return words.count(numbers.length);
  const rest = numbers.length - named;
  return rest > 0 ? numbers.slice(0, named).join(', ') + words.others(rest) : numbers.join(', ');
}

function optOutOf({ outlet, language }: NoticeInput): Value {
  const { optOut } = noticeWords[language];
  return outlet === 'sms' || outlet === 'whatsapp' || outlet === 'email' ? plain(optOut[outlet]) : null;
}

type Inline = Exclude<Placeholder, 'lines' | 'disputed' | 'charges' | 'earlier' | 'howToPay' | 'statute' | 'mediator'>;
type Values<Name extends Inline> = Readonly<Record<Name, Value>>;

function writer(input: NoticeInput): (day: CivilDate | null) => string | null {
  return (day) => {
    if (day === null) return null;
    return isShort(input) ? formatShortDate(day) : formatDate(day, input.language);
  };
}

type Who =
  | ('creditor' | 'customer' | 'chat' | 'reach' | 'contact' | 'optOut' | 'reference' | 'wayOut' | 'legalName')
  | ('creditorAddress' | 'customerAddress' | 'signatory' | 'collector' | 'collectorAddress');

function who(input: NoticeInput): Values<Who> {
  const { account, language, links, collector = null } = input;
  const { creditor, debtor } = account;
  const words = noticeWords[language];
  return {
    creditor: plain(creditor.name),
    customer: plain(debtor.name),
    chat: plain(links.chat),
    reach: plain(creditor.phone === null ? links.chat : words.reach(links.chat, creditor.phone)),
    contact: plain(waysOf(input)),
    optOut: optOutOf(input),
    reference: plain(debtor.reference),
    wayOut: plain(words.wayOut(waysOf(input))),
    legalName: plain(creditor.legalName),
    creditorAddress: plain(oneLine(creditor.address)),
    customerAddress: plain(debtor.address === null ? null : oneLine(debtor.address)),
    signatory: plain(input.signatory),
    collector: plain(collector?.name),
    collectorAddress: plain(collector === null ? null : oneLine(collector.address)),
  };
}

function when(
  input: NoticeInput,
): Values<'today' | 'importDate' | 'crossed' | 'oldestDue' | 'deadline' | 'firstLetterReference' | 'firstLetterDate'> {
  const { language, knownTo, deadline, firstLetter } = input;
  const words = noticeWords[language];
  const day = writer(input);
  const known = day(knownTo);
  const crossed = isShort(input) ? words.crossedShort : words.crossed;
  const [oldest = null] = input.lines.map(({ due }) => due).sort();
  return {
    today: plain(day(input.today)),
    importDate: plain(known),
    crossed: plain(known === null ? null : crossed(known)),
    oldestDue: plain(day(oldest)),
    deadline: plain(day(deadline)),
    firstLetterReference: plain(firstLetter?.reference),
    firstLetterDate: plain(day(firstLetter?.on ?? null)),
  };
}

function what(
  input: NoticeInput,
  claim: NoticeClaim,
  named: number,
): Values<'invoices' | 'total' | 'remittance' | 'payee' | 'iban'> {
  const words = noticeWords[input.language];
  const due = totals(claim);
  const said = due.map((amount) => formatMoney(amount, input.language)).join(words.and);
  const single = claim.groups.length === 1 ? (claim.groups[0] ?? null) : null;
  const payee = single?.payee ?? null;
  return {
    invoices: plain(numbersOf(input, named)),
    total: { text: said || words.none, amounts: due },
    remittance: plain(single === null ? null : remittanceOf(input, single)),
    payee: plain(payee?.holder),
    iban: plain(payee === null ? null : formatIban(payee.iban)),
  };
}

/** What the names stand for that are part of a sentence; `named`: how many invoices may be named. */
export function inlineValues(input: NoticeInput, claim: NoticeClaim, named: number): Values<Inline> {
  return { ...who(input), ...when(input), ...what(input, claim, named) };
}

/** An address in one line. */
export function oneLine(address: string): string {
  return address.split(/\s*\n\s*/u).join(', ');
}
