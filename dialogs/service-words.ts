import { type Account, type ContactPoint } from '../domain/account.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { type Message } from '../domain/message.ts';
import { type ComingInstalment } from '../domain/service-notices.ts';
import { serviceTexts } from './messages/service.ts';
import { say, type Values } from './messages/wording.ts';

type Key = keyof (typeof serviceTexts)['fr'];
type To = { readonly account: Account; readonly point: ContactPoint };

/** A person's telephone lies about, and an e-mail's subject is read over a shoulder; a company is written to at its own address. */
function isPrivate({ account }: To): boolean {
  return account.debtor.kind === 'consumer' || account.debtor.kind === 'sole-trader';
}

function text({ account }: To, key: Key, values: Values = {}): string {
  return say(serviceTexts, key, account.debtor.language, { creditor: account.creditor.name, ...values });
}

function message(to: To, key: string, said: string, title?: string): Message {
  const head = { key, class: 'service', language: to.account.debtor.language, text: said } as const;
  return title === undefined ? head : { ...head, title };
}

/** The notice before an instalment, as far as that address may hold it: no amount, no date, no plan on a person's telephone. */
export function planNotice(to: To, { due, missing }: ComingInstalment): Message {
  const { creditor, debtor } = to.account;
  const values = { amount: formatMoney(missing, debtor.language), date: formatDate(due, debtor.language) };
  if (to.point.channel !== 'email') {
    if (!isPrivate(to)) return message(to, 'service.planSms', text(to, 'planSms', values));
    const phone = creditor.phone === null ? '' : text(to, 'phone', { phone: creditor.phone });
    return message(to, 'service.quiet', text(to, 'quiet', { phone }));
  }
  const known = creditor.knownTo ?? null;
  const after =
    known === null ? text(to, 'planAfterAny') : text(to, 'planAfter', { known: formatDate(known, debtor.language) });
  const title = text(to, isPrivate(to) ? 'quietTitle' : 'planTitle');
  return message(to, 'service.plan', `${text(to, 'plan', values)}\n${after}`, title);
}

/** Thanks to somebody who settled all they had been written to about. */
export function thanks(to: To): Message {
  if (to.point.channel === 'email')
    return message(to, 'service.thanks', text(to, 'thanks'), text(to, isPrivate(to) ? 'quietTitle' : 'thanksTitle'));
  return message(to, 'service.thanks', text(to, isPrivate(to) ? 'quietThanks' : 'thanksSms'));
}
