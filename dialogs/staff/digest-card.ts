import { type Card, type CardAction, type CardPart } from '../../domain/card.ts';
import { type CivilDate, readDate } from '../../domain/civil-date.ts';
import { formatDate, formatMoney, formatShortDate } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { largeAmount } from '../../domain/staff/large-amount.ts';
import { type StaffEvent } from '../../domain/staff/staff-event.ts';
import { say } from '../messages/wording.ts';
import { answerTable } from './cards/answer-table.ts';
import { type CellLook } from './cards/cell-text.ts';
import { type PressId } from './cards/staff-press.ts';
import { topicWord } from './settings-card.ts';

const texts = {
  fr: {
    title: 'Votre point du {date}',
    hello: 'Bonjour {name}.',
    work: 'À appeler en premier',
    promises: 'Promis pour aujourd’hui',
    plans: 'Plans en retard',
    disputes: 'Contestations à trancher bientôt',
    answer: 'répondre avant le {date}',
    quiet: 'Rien ne vous attend ce matin.',
    more: 'Et {count#un autre#{count} autres}.',
    settings: 'Notifications',
    dashboard: 'Tableau de bord',
    news: 'Du nouveau',
    open: 'Ouvrir : {name}',
    large: 'signalé à partir de {amount}',
  },
  en: {
    title: 'Your digest for {date}',
    hello: 'Hello {name}.',
    work: 'To call first',
    promises: 'Promised for today',
    plans: 'Late plans',
    disputes: 'Disputes to decide soon',
    answer: 'answer by {date}',
    quiet: 'Nothing waits for you this morning.',
    more: 'And {count#one more#{count} more}.',
    settings: 'Notifications',
    dashboard: 'Dashboard',
    news: 'News',
    open: 'Open: {name}',
    large: 'told from {amount} on',
  },
} as const;

/** What a person's morning is made of; each list is within what they may see. */
export type Digest = {
  readonly on: CivilDate;
  readonly name: string;
  readonly work: StaffAnswer | null;
  readonly promises: StaffAnswer | null;
  readonly plans: StaffAnswer | null;
  readonly disputes: readonly { readonly debtorId: string; readonly name: string; readonly answerBy: CivilDate }[];
};

export type DigestIds = {
  readonly press: PressId;
  readonly open: (debtorId: string) => string;
};

/** As many rows of each list. */
const most = 5;

function listPart(
  key: 'work' | 'promises' | 'plans',
  answer: StaffAnswer | null,
  look: CellLook & { press: PressId },
): readonly CardPart[] {
  if (answer === null || answer.rows.length === 0) return [];
  const { language } = look;
  const left = answer.count - Math.min(answer.rows.length, most);
  const more: readonly CardPart[] =
    left > 0 ? [{ part: 'text', text: say(texts, 'more', language, { count: left }), weight: 'subtle' }] : [];
  const title = say(texts, key, language);
  return [{ part: 'section', title, folded: false, parts: [answerTable(answer, look, most), ...more] }];
}

function disputePart({ disputes }: Digest, language: Language): readonly CardPart[] {
  if (disputes.length === 0) return [];
  const parts = disputes.slice(0, most).map(({ name, answerBy }): CardPart => {
    const by = say(texts, 'answer', language, { date: formatShortDate(answerBy) });
    return { part: 'text', text: `${name}, ${by}` };
  });
  return [{ part: 'section', title: say(texts, 'disputes', language), folded: false, parts }];
}

/** A person's morning on one card. */
export function digestCard(digest: Digest, ids: DigestIds, look: CellLook): Card {
  const { language } = look;
  const shown = { ...look, press: ids.press };
  const lists = [
    ...listPart('work', digest.work, shown),
    ...listPart('promises', digest.promises, shown),
    ...listPart('plans', digest.plans, shown),
    ...disputePart(digest, language),
  ];
  const quiet: CardPart = { part: 'text', text: say(texts, 'quiet', language) };
  const action = (id: string, key: 'settings' | 'dashboard'): CardAction => ({
    kind: 'press',
    id,
    label: say(texts, key, language),
  });
  return {
    title: say(texts, 'title', language, { date: formatDate(digest.on, language) }),
    parts: [
      { part: 'text', text: say(texts, 'hello', language, { name: digest.name }) },
      ...(lists.length === 0 ? [quiet] : lists),
    ],
    actions: [
      action(ids.press({ kind: 'dashboard' }), 'dashboard'),
      action(ids.press({ kind: 'preferences', topic: null, on: null }), 'settings'),
    ],
  };
}

/** The kinds of rates, as people call them. */
const rateTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    ...{ 'late-payment': 'intérêts de retard entre entreprises', 'late-payment-public': 'intérêts moratoires publics' },
    ...{ 'legal-professional-creditor': 'intérêt légal', 'legal-private-creditor': 'intérêt légal (particulier)' },
    ...{ 'late-payment-uk': 'intérêts de retard, Royaume-Uni', from: 'à partir du' },
  },
  en: {
    ...{
      'late-payment': 'late payment interest between companies',
      'late-payment-public': 'late payment interest, public',
    },
    ...{
      'legal-professional-creditor': 'legal interest',
      'legal-private-creditor': 'legal interest (private creditor)',
    },
    ...{ 'late-payment-uk': 'late payment interest, United Kingdom', from: 'from' },
  },
};

function rateLine(detail: string, language: Language): string {
  const [kind = '', from = ''] = detail.split(':');
  const words = rateTexts[language];
  const day = readDate(from);
  return `${words[kind] ?? kind} ${words['from'] ?? ''} ${day === null ? from : formatDate(day, language)}`;
}

function eventLine(event: StaffEvent, { language, words }: CellLook): string {
  const { account, amount, detail, topic } = event;
  if (topic === 'rate-missing') return rateLine(detail ?? '', language);
  const of = topic === 'dispute-opened' ? 'dispute-reason' : 'task';
  const parts = [
    account === null ? null : `${account.name} (${account.reference})`,
    amount === null ? null : formatMoney(amount, language),
    detail === null ? null : words.code(of, detail, language),
    topic !== 'large-overdue' || amount === null
      ? null
      : say(texts, 'large', language, { amount: formatMoney(largeAmount(amount.currency), language) }),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** As many events of one kind are named; the rest are counted. */
const mostEvents = 6;

/** What happened, by kind, with a button for each account it is about. */
export function alertCard(events: readonly StaffEvent[], ids: DigestIds, look: CellLook): Card {
  const { language } = look;
  const kinds = [...Map.groupBy(events, ({ topic }) => topic)];
  const [first] = kinds;
  const accounts = new Map(
    events.flatMap(({ account }) => (account === null ? [] : [[account.debtorId, account.name]])),
  );
  const open = [...accounts].slice(0, 4).map(([debtorId, name]): CardAction => ({
    ...{ kind: 'press', id: ids.open(debtorId) },
    label: say(texts, 'open', language, { name }),
  }));
  const settings: CardAction = {
    ...{ kind: 'press', id: ids.press({ kind: 'preferences', topic: null, on: null }) },
    label: say(texts, 'settings', language),
  };
  return {
    title: kinds.length === 1 && first !== undefined ? topicWord(first[0], language) : say(texts, 'news', language),
    parts: kinds.flatMap(([topic, of]): readonly CardPart[] => {
      const left = of.length - mostEvents;
      const lines = of.slice(0, mostEvents).map((event) => ({ part: 'text', text: eventLine(event, look) }) as const);
      return [
        ...(kinds.length === 1 ? [] : [{ part: 'text', text: topicWord(topic, language), weight: 'strong' } as const]),
        ...lines,
        ...(left > 0
          ? [{ part: 'text', text: say(texts, 'more', language, { count: left }), weight: 'subtle' } as const]
          : []),
      ];
    }),
    actions: [...open, settings],
  };
}
