import { type Faq } from '../domain/command.ts';
import { type Message } from '../domain/message.ts';
import { type Context } from './form.ts';
import { faqFallbacks, faqTexts } from './messages/faq.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';

/** The approved answer to a general question; it never depends on an account. */
export function answerFaq(faq: Faq, context: Context): Message {
  const { creditor, language } = context;
  const values = {
    creditor: creditor.name,
    legalName: creditor.legalName,
    hours: creditor.hours?.[language] ?? say(faqFallbacks, 'hours', language),
    contact: creditor.email ?? say(faqFallbacks, 'contact', language),
  };
  return reply(language, `faq.${faq}`, say(faqTexts, faq, language, values));
}
