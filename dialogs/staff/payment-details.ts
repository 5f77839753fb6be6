import { type Message } from '../../domain/message.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { payForm } from '../debtor/pay.ts';
import { type Context } from '../form.ts';

/**
 * How to pay, as the assistant says it: payee, account number, amount and reference from the ledger. Nothing where nothing is open;
 * no choices, since a person goes on with the conversation.
 */
export function paymentDetails(context: Context): readonly Message[] {
  const { account } = context;
  if (account === null) return [];
  const isOpen = makeLedger(account, context.calendar.today).lines.some(({ open }) => open.minor > 0);
  if (!isOpen) return [];
  const said = payForm.answer?.({}, context) ?? [];
  return said.map(({ options: _, ...message }) => message);
}
