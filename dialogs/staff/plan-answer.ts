import { type Creditor } from '../../domain/account.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { planAnswerTexts } from '../messages/plan-answer.ts';
import { say } from '../messages/wording.ts';

/** What a debtor is told of instalments they asked for. */
export type PlanAnswered = {
  readonly creditor: Pick<Creditor, 'name' | 'phone'>;
  readonly language: Language;
  readonly decision: 'approved' | 'countered' | 'refused';
};

/** The answer in approved words, for an e-mail's body or a letter: its title says nothing that a stranger may not read. */
export function planAnswer({ creditor, language, decision }: PlanAnswered): Message {
  const phone = creditor.phone === null ? '' : language === 'fr' ? ` au ${creditor.phone}` : ` on ${creditor.phone}`;
  const values = { phone, creditor: creditor.name };
  const text = (['hello', decision, 'bye'] as const).map((key) => say(planAnswerTexts, key, language, values));
  const title = say(planAnswerTexts, 'subject', language);
  return { key: `plan-answer.${decision}`, class: 'service', language, title, text: text.join('\n\n') };
}
