import { type Creditor, type DebtorKind } from '../../domain/account.ts';
import { formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type Money } from '../../domain/money.ts';
import { disputeAnswerTexts } from '../messages/dispute-answer.ts';
import { say } from '../messages/wording.ts';

/** What a debtor is told of a dispute that was decided. */
export type DisputeAnswered = {
  readonly creditor: Pick<Creditor, 'name' | 'phone' | 'mediator'>;
  readonly debtorKind: DebtorKind;
  readonly language: Language;
  readonly invoice: string;
  readonly status: 'accepted' | 'partly-accepted' | 'rejected';
  readonly givenUp: Money;
  readonly stays: Money;
  readonly interestWaived: boolean;
};

const keys = { accepted: 'accepted', 'partly-accepted': 'part', rejected: 'rejected' } as const;

/** The answer in approved words, for an e-mail's body or a letter: its title says nothing that a stranger may not read. */
export function disputeAnswer(told: DisputeAnswered): Message {
  const { language, creditor, status } = told;
  const values = {
    number: told.invoice,
    given: formatMoney(told.givenUp, language),
    stays: formatMoney(told.stays, language),
    phone: creditor.phone === null ? '' : language === 'fr' ? ` au ${creditor.phone}` : ` on ${creditor.phone}`,
    creditor: creditor.name,
    mediator: creditor.mediator ?? '',
  };
  const mediator = creditor.mediator == null ? 'mediator' : 'mediatorNamed';
  const parts = [
    'hello',
    keys[status],
    ...(told.interestWaived ? (['noInterest'] as const) : []),
    ...(status === 'accepted' ? [] : (['contest'] as const)),
    ...(status === 'accepted' || told.debtorKind !== 'consumer' ? [] : ([mediator] as const)),
    'bye',
  ] as const;
  const text = parts.map((key) => say(disputeAnswerTexts, key, language, values)).join('\n\n');
  const title = say(disputeAnswerTexts, 'subject', language);
  return { key: `dispute-answer.${keys[status]}`, class: 'service', language, title, text };
}
