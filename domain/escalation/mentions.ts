import { formatDate, formatMoney, formatShortDate } from '../format.ts';
import { formatIban } from '../iban.ts';
import { type Language } from '../language.ts';
import { type MentionId } from './mention-words.ts';
import { type NoticeClaim } from './notice-claim.ts';
import { rowText } from './notice-blocks.ts';
import { oneLine } from './notice-values.ts';
import { type NoticeInput } from './notice.ts';
import { type Reader } from './placeholders.ts';
import { statutoryTexts } from './statutory-texts.ts';

/** Something a message has to say, and how it is recognised in the text as it would leave, folded by `missingMentions`. */
export type Mention = { readonly id: MentionId; readonly isIn: (folded: string) => boolean };

/** Spaces, apostrophes and dashes as one: what was written is compared, not how it was set. */
function flat(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f]+/gu, ' ')
    .replace(/[’‘]/gu, "'")
    .toLowerCase();
}

function says(id: MentionId, words: string): Mention {
  const wanted = flat(words);
  return { id, isIn: (text) => wanted.trim() !== '' && text.includes(wanted) };
}

function saysOneOf(id: MentionId, words: readonly string[]): Mention {
  return { id, isIn: (text) => words.some((one) => says(id, one).isIn(text)) };
}

function matches(id: MentionId, pattern: Readonly<Record<Language, RegExp>>, language: Language): Mention {
  return { id, isIn: (text) => pattern[language].test(text) };
}

/** That we may be wrong, up to which day payments are known, and that who just paid may forget the message. */
function crossed({ knownTo, language }: NoticeInput): Mention {
  const days = knownTo === null ? [] : [formatDate(knownTo, language), formatShortDate(knownTo)];
  const around =
    language === 'fr'
      ? (day: string) =>
          `sauf erreur, et hors règlement reçu après le ${day} ; si vous venez de payer, ne tenez pas compte de ce message`
      : (day: string) =>
          `errors excepted, without any payment received after ${day}; if you have just paid, please disregard this message`;
  return saysOneOf('crossed', days.map(around));
}

const contest = { fr: /contest/u, en: /dispute/u };
const person = { fr: /personne|équipe|service client/u, en: /person|team|customer service/u };
const stop = { fr: /\bstop\b/u, en: /\bstop\b/u };

function reachable({ account, links }: NoticeInput): Mention {
  const { phone, email } = account.creditor;
  return saysOneOf(
    'reach-us',
    [links.chat, phone, email].filter((way) => way !== null),
  );
}

function optOut({ outlet, language }: NoticeInput): readonly Mention[] {
  return outlet === 'sms' || outlet === 'whatsapp' || outlet === 'email' ? [matches('opt-out', stop, language)] : [];
}

/** What every request for money says to whom it is for. */
function ofDemand(input: NoticeInput, claim: NoticeClaim): readonly Mention[] {
  const { language } = input;
  const due = claim.groups.filter(({ total }) => total.minor > 0);
  return [
    crossed(input),
    matches('contest', contest, language),
    matches('person', person, language),
    ...input.lines.map((line) => says('itemised', rowText(line, language))),
    ...due.map(({ total }) => says('amount', formatMoney(total, language))),
    ...(input.outlet === 'phone'
      ? []
      : due.flatMap(({ payee }) => payee ?? []).map((payee) => says('how-to-pay', formatIban(payee.iban)))),
    ...claim.announced.map(({ amount }) => says('charge-announced', formatMoney(amount, language))),
    ...claim.announced.map(({ on }) => says('charge-announced-on', formatShortDate(on))),
  ];
}

function ofFormalNotice(input: NoticeInput): readonly Mention[] {
  const { deadline, signatory, language } = input;
  const title =
    input.policy.pack === 'uk'
      ? { fr: /mise en demeure/u, en: /letter before action/u }
      : { fr: /mise en demeure/u, en: /formal notice/u };
  return [
    matches('title', title, language),
    says('deadline', deadline === null ? '' : formatDate(deadline, language)),
    says('signatory', signatory ?? ''),
  ];
}

/** CPCE R124-4: five mentions in the first letter, its reference and date in whatever follows. */
function ofThirdParty(input: NoticeInput): readonly Mention[] {
  const { account, collector, firstLetter, language } = input;
  if (firstLetter !== null)
    return [
      says('first-letter-reference', firstLetter.reference),
      says('first-letter-date', formatDate(firstLetter.on, language)),
    ];
  return [
    says('collector', collector?.name ?? ''),
    says('collector-address', oneLine(collector?.address ?? '')),
    matches('activity', { fr: /recouvrement amiable/u, en: /recouvrement amiable/u }, language),
    says('creditor', account.creditor.legalName),
    says('creditor-address', oneLine(account.creditor.address)),
    matches('basis', { fr: /facture/u, en: /invoice/u }, language),
    matches('demand', { fr: /vous demand/u, en: /ask you/u }, language),
    says('l111-8', statutoryTexts['fr-third-party'] ?? ''),
  ];
}

/** 12 CFR 1006.18(e), 1006.34(c), 1006.38; the disclosures stay in English where the letter is in another language too. */
function ofRegF(input: NoticeInput): readonly Mention[] {
  const { account, collector, deadline, language } = input;
  const each = [says('debt-collector', 'debt collector')];
  if (input.firstLetter !== null) return each;
  return [
    ...each,
    says('mini-miranda', statutoryTexts['us-reg-f'] ?? ''),
    says('collector', collector?.name ?? ''),
    says('collector-address', oneLine(collector?.address ?? '')),
    says('consumer', account.debtor.name),
    says('creditor', account.creditor.legalName),
    says('account', account.debtor.reference),
    says('validation-end', deadline === null ? '' : formatDate(deadline, language)),
    matches('dispute-in-writing', { fr: /contestez.* par écrit/u, en: /dispute.* in writing/u }, language),
    matches('original-creditor', { fr: /créancier d'origine/u, en: /original creditor/u }, language),
    says('cfpb', 'cfpb.gov/debt-collection'),
  ];
}

/** What the Pre-Action Protocol for Debt Claims and CONC want an individual to be told. */
function ofUk(input: NoticeInput): readonly Mention[] {
  if (input.account.debtor.kind !== 'consumer' && input.account.debtor.kind !== 'sole-trader') return [];
  return input.outlet === 'phone' ? [] : [says('free-advice', 'moneyhelper.org.uk')];
}

function ofPack(input: NoticeInput): readonly Mention[] {
  switch (input.policy.pack) {
    case 'fr-third-party':
      return ofThirdParty(input);
    case 'us-reg-f':
      return ofRegF(input);
    case 'uk':
      return ofUk(input);
    default:
      return [];
  }
}

/** What the body of the message must say, by who reads it, how it goes, what it is in law and under which pack. */
export function requiredMentions(input: NoticeInput, claim: NoticeClaim, reader: Reader): readonly Mention[] {
  const open = [
    saysOneOf('who-writes', [input.account.creditor.name, input.account.creditor.legalName]),
    reachable(input),
    ...optOut(input),
  ];
  if (reader === 'anyone') return open;
  if (input.level.kind === 'check') return reader === 'company' ? open : [...open, ...ofPack(input)];
  if (reader === 'company') return [...open, crossed(input)];
  const formal = input.level.legal === 'formal-notice' ? ofFormalNotice(input) : [];
  return [...open, ...ofDemand(input, claim), ...formal, ...ofPack(input)];
}

/** The ids of those that the text does not say, each once. */
export function missingMentions(mentions: readonly Mention[], text: string): readonly MentionId[] {
  const folded = flat(text);
  return [...new Set(mentions.filter((mention) => !mention.isIn(folded)).map(({ id }) => id))];
}
