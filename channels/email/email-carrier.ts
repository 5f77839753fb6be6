import { createTransport } from 'nodemailer';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { typeset } from '../text/typeset.ts';

type SendEnd = { readonly sent: string } | { readonly refused: string } | { readonly unknown: string };

/** SMTP answers of class 5 are final (RFC 5321 4.2.1); anything else leaves open whether the server took the message. */
const finalAnswer = 500;

const subjects = { fr: 'Votre message', en: 'Your message' } as const;

/** What goes with an e-mail beside its words. */
export type MailParts = {
  /** Where a mail program can end them (RFC 8058); null where there is no https address. */
  readonly unsubscribeUrl: (send: ClaimedSend) => string | null;
  readonly attachmentsOf: (
    send: ClaimedSend,
  ) => Promise<readonly { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }[]>;
};

/** How to receive no more of what nobody asked for. What answers somebody, and a code, they could not do without. */
function unsubscribing(from: string, url: string | null): Readonly<Record<string, string>> {
  const byMail = `<mailto:${from}?subject=STOP>`;
  if (url === null) return { 'List-Unsubscribe': byMail };
  return { 'List-Unsubscribe': `<${url}>, ${byMail}`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/**
 * Sends by SMTP. The Message-ID comes from the outbox row, so that the same row sent twice is seen as one message; a
 * connection that broke leaves the end unknown, and nothing is sent again blindly.
 */
export function makeEmailCarrier(
  smtpUrl: string,
  parts: MailParts,
): {
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
      const headers = send.message.class === 'demand' ? unsubscribing(from, parts.unsubscribeUrl(send)) : {};
      const attached = await parts.attachmentsOf(send);
      const attachments = attached.map(({ name, mime, bytes }) => ({
        ...{ filename: name, contentType: mime, content: Buffer.from(bytes) },
      }));
      try {
        await transport.sendMail({ from, to: send.to, subject, text: body, messageId, headers, attachments });
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
