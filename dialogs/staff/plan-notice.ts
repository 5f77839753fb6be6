import { type Creditor } from '../../domain/account.ts';
import { formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Money } from '../../domain/money.ts';
import { planNoticeTexts } from '../messages/plan-notice.ts';
import { say } from '../messages/wording.ts';

/** What the letter before the end of a plan says. */
export type PlanNotice = {
  readonly creditor: Pick<Creditor, 'name' | 'phone'>;
  readonly language: Language;
  readonly missing: Money;
  readonly days: number;
};

/** The letter in approved words. */
export function planNotice({ creditor, language, missing, days }: PlanNotice): { subject: string; body: string } {
  const values = {
    missing: formatMoney(missing, language),
    days,
    phone: creditor.phone === null ? '' : language === 'fr' ? ` au ${creditor.phone}` : ` on ${creditor.phone}`,
    creditor: creditor.name,
  };
  const keys = ['hello', 'missing', 'still', 'otherwise', 'help', 'bye'] as const;
  const body = keys.map((key) => say(planNoticeTexts, key, language, values)).join('\n\n');
  return { subject: say(planNoticeTexts, 'subject', language), body };
}
