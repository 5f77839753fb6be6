import { type Language } from '../language.ts';
import { type NoticeText } from './notice.ts';

/**
 * What anyone may read: that something waits, who says so, where, and how to stop it. It stands in for a text written for
 * companies when a sole trader is written to, and for one that is too long; it asks for nothing.
 */
export const neutralText: Readonly<Record<Language, NoticeText & { readonly subject: string }>> = {
  fr: {
    subject: 'Un message concernant votre compte vous attend',
    body: '{creditor}, service clients : un message concernant votre compte vous attend : {reach}\n{optOut}',
  },
  en: {
    subject: 'A message about your account is waiting for you',
    body: '{creditor}, customer service: a message about your account is waiting for you: {reach}\n{optOut}',
  },
};
