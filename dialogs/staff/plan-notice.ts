import { type Creditor } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Money } from '../../domain/money.ts';
import { planNoticeTexts } from '../messages/plan-notice.ts';
import { say } from '../messages/wording.ts';

/** What the letter before the end of a plan says. */
export type PlanNotice = {
  readonly creditor: Pick<Creditor, 'name' | 'phone' | 'knownTo'>;
  readonly language: Language;
  readonly missing: Money;
  readonly days: number;
};

/** Since when a payment may have crossed the letter: after the day up to which the accounts are known. */
function sinceWords(knownTo: CivilDate | null, language: Language): string {
  if (knownTo === null) return language === 'fr' ? 'depuis' : 'since';
  const day = formatDate(knownTo, language);
  return language === 'fr' ? `après le ${day}` : `after ${day}`;
}

type Paragraph = Exclude<keyof (typeof planNoticeTexts)['fr'], 'subject'>;

/** The letter's words; between opening and closing it lists what is missing and how to pay it. */
export type PlanNoticeText = {
  readonly subject: string;
  readonly body: string;
  readonly opening: readonly string[];
  readonly closing: readonly string[];
};

/** The letter in approved words. */
export function planNotice({ creditor, language, missing, days }: PlanNotice): PlanNoticeText {
  const values = {
    missing: formatMoney(missing, language),
    since: sinceWords(creditor.knownTo ?? null, language),
    days,
    phone: creditor.phone === null ? '' : language === 'fr' ? ` au ${creditor.phone}` : ` on ${creditor.phone}`,
    creditor: creditor.name,
  };
  const said = (keys: readonly Paragraph[]): readonly string[] =>
    keys.map((key) => say(planNoticeTexts, key, language, values));
  const opening = said(['hello', 'missing', 'still', 'otherwise']);
  const closing = said(['help', 'bye']);
  return {
    ...{ subject: say(planNoticeTexts, 'subject', language), opening, closing },
    body: [...opening, ...closing].join('\n\n'),
  };
}
