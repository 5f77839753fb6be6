import { type Card, type CardAction, type CardPart } from '../../../domain/card.ts';
import { type AccountFigures, accountFigures } from '../../../domain/staff/account-figures.ts';
import { type AccountFile } from '../../../domain/staff/account-file.ts';
import { disputeSection, holdSection, planSection, promiseSection } from './account-agreements-parts.ts';
import { ageParts, balanceParts, invoicePart, standing } from './account-figures-parts.ts';
import { type AccountWords, accountWords } from './account-words.ts';
import {
  contactSection,
  nextSection,
  noteSection,
  riskSection,
  taskSection,
  timelineSection,
} from './account-work-parts.ts';
import { type CellLook } from './cell-text.ts';

/** What may be done on the account, as buttons; who offers them has checked who may press them. */
export type AccountLook = CellLook & {
  readonly actions: readonly CardAction[];
  readonly exchanges?: number; // how many of the last ones are shown; as many as a card holds when absent
};

const mostExchanges = 10;

type Section = { readonly title: string; readonly parts: readonly CardPart[] };

/** What must be seen before anything is done. */
function warnings({ account, blocked, case: known }: AccountFile, { text, day }: AccountWords): readonly CardPart[] {
  const said = [
    account.debtor.parked === null ? null : text('parked', { why: account.debtor.parked }),
    known.protection === null ? null : text('protection', { what: known.protection }),
    blocked === null ? null : text('blocked', { day: day(blocked.since) }),
    known.humanHolding ? text('human') : null,
  ];
  return said.flatMap((line) => (line === null ? [] : [{ part: 'text', weight: 'strong', text: line } as const]));
}

/** Who it is, whose account it is, how late and how far. */
function factsOf(file: AccountFile, figures: AccountFigures, words: AccountWords): CardPart {
  const { text, code, money } = words;
  const { case: known } = file;
  const { days, level } = standing(figures, file);
  const credit = known.credit;
  const facts = [
    [text('segment'), known.segment],
    [text('owner'), known.salesOwner],
    [text('oldest'), days === 0 ? null : text('days', { count: days })],
    [text('level'), level ?? text('noLevel')],
    [text('causes'), known.causes.map((cause) => code('cause', cause)).join(', ') || null],
    [text('limit'), credit?.limit == null ? null : money(credit.limit)],
    [
      credit?.insurer == null ? '' : text('cover', { insurer: credit.insurer }),
      credit?.insurer == null || credit.insured === null ? null : money(credit.insured),
    ],
  ] as const;
  return {
    part: 'facts',
    facts: facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
  };
}

function sectionsOf(
  file: AccountFile,
  figures: AccountFigures,
  words: AccountWords,
  exchanges: number,
): readonly Section[] {
  const invoices = { title: words.text('invoices', { count: figures.lines.length }) };
  const all = [
    { ...invoices, parts: figures.lines.length === 0 ? [] : [invoicePart(figures, words)] },
    nextSection(file, words),
    taskSection(file, words),
    disputeSection(file, words),
    promiseSection(file, words),
    planSection(file, figures, words),
    holdSection(file, words),
    riskSection(file, words),
    noteSection(file, words),
    timelineSection(file, words, exchanges),
    contactSection(file, words),
  ];
  return all.flatMap((section) => (section === null || section.parts.length === 0 ? [] : [section]));
}

/**
 * The file of an account as a card: balance and ages, then everything else in sections that open; what there is none of is not shown.
 * Every amount is read from the ledger of the file's day.
 */
export function accountCard(file: AccountFile, look: AccountLook): Card {
  const words = accountWords(look);
  const { text, code, money } = words;
  const figures = accountFigures(file);
  const { name, reference, kind, country } = file.account.debtor;
  const net = figures.balances.map(({ balance }) => money(balance.net)).join(' + ');
  return {
    title: text('title', { name, reference }),
    ...(net === '' ? {} : { headline: { value: net, label: text('net') } }),
    parts: [
      { part: 'text', weight: 'subtle', text: text('about', { kind: code('kind', kind), country }) },
      ...warnings(file, words),
      ...(net === '' ? [{ part: 'text', text: text('nothing') } as const] : []),
      ...balanceParts(figures, words),
      factsOf(file, figures, words),
      ...ageParts(figures, words, { ...look, words: { ...look.words, code } }),
      ...sectionsOf(file, figures, words, look.exchanges ?? mostExchanges).map((section): CardPart => ({
        part: 'section',
        folded: true,
        ...section,
      })),
    ],
    actions: look.actions,
  };
}
