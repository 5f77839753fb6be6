import { createTransport } from 'nodemailer';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { typeset } from '../text/typeset.ts';

type SendEnd = { readonly sent: string } | { readonly refused: string } | { readonly unknown: string };

/** SMTP answers of class 5 are final (RFC 5321 4.2.1); anything else leaves open whether the server took the message. */
const finalAnswer = 500;

const subjects = { fr: 'Votre message', en: 'Your message' } as const;

/**
 * Sends by SMTP. The Message-ID comes from the outbox row, so that the same row sent twice is seen as one message; a
 * connection that broke leaves the end unknown, and nothing is sent again blindly.
 */
export function makeEmailCarrier(smtpUrl: string): {
  readonly demo: false;
  readonly send: (send: ClaimedSend, text: string) => Promise<SendEnd>;
} {
  const url = new URL(smtpUrl);
  const from = url.searchParams.get('from') ?? decodeURIComponent(url.username);
  const domain = from.split('@')[1] ?? url.hostname;
  url.searchParams.delete('from');
  const transport = createTransport({
    url: url.href,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
  });
  return {
    demo: false,
    send: async (send, text) => {
      const messageId = `<${send.id}@${domain}>`;
      const { title, text: body } = typeset({ ...send.message, text });
      const subject = title ?? subjects[send.message.language];
      try {
        await transport.sendMail({ from, to: send.to, subject, text: body, messageId });
        return { sent: messageId };
      } catch (error) {
        const answer = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : 0;
        return typeof answer === 'number' && answer >= finalAnswer
          ? { refused: `smtp-${answer}` }
          : { unknown: 'smtp' };
      }
    },
  };
}
