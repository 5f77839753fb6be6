import { type Creditor, type DebtorKind } from '../account.ts';
import { formatMoney } from '../format.ts';
import { type Language } from '../language.ts';
import { type Money } from '../money.ts';
import { type NoticeText } from './notice.ts';
import { type Outlet } from './policy.ts';
import { readerOf } from './reader.ts';

/** What was settled, for the thanks to those we had written to. */
export type ThankYouInput = {
  readonly creditor: Pick<Creditor, 'name'>;
  readonly kind: DebtorKind;
  readonly outlet: Extract<Outlet, 'email' | 'sms' | 'whatsapp' | 'letter'>;
  readonly language: Language;
  readonly settled: readonly { readonly number: string; readonly amount: Money }[];
  readonly chat: string;
};

const words = {
  fr: {
    subject: (name: string) => `Merci, de la part de ${name}`,
    short: (name: string, chat: string) =>
      `${name}, service clients : merci, c’est bien reçu. Vous n’avez rien d’autre à faire. Une question ? ${chat}`,
    long: (name: string, list: string, chat: string) =>
      `Bonjour,\n\nMerci : nous avons bien reçu, sous réserve d’encaissement, ce que nous vous avions demandé :\n${list}\n\n` +
      `Vous n’avez rien d’autre à faire à ce sujet. Une question ? ${chat}\n\nLe service clients de ${name}`,
    colon: ' : ',
  },
  en: {
    subject: (name: string) => `Thank you, from ${name}`,
    short: (name: string, chat: string) =>
      `${name}, customer service: thank you, it has arrived. There is nothing else for you to do. A question? ${chat}`,
    long: (name: string, list: string, chat: string) =>
      `Hello,\n\nThank you: what we had asked you for has arrived, subject to clearing:\n${list}\n\n` +
      `There is nothing else for you to do about it. A question? ${chat}\n\nThe customer service of ${name}`,
    colon: ': ',
  },
} as const;

/** Thanks for what was settled; where a stranger could read it, thanks alone. */
export function thankYou({ creditor, kind, outlet, language, settled, chat }: ThankYouInput): NoticeText {
  const texts = words[language];
  const isMessage = outlet === 'sms' || outlet === 'whatsapp';
  const subject = isMessage ? null : texts.subject(creditor.name);
  if (isMessage || readerOf(outlet, 'body', kind) === 'anyone')
    return { subject, body: texts.short(creditor.name, chat) };
  const list = settled.map(({ number, amount }) => `• ${number}${texts.colon}${formatMoney(amount, language)}`);
  return { subject, body: texts.long(creditor.name, list.join('\n'), chat) };
}
