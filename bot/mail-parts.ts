import { type Account } from '../domain/account.ts';
import { type Instant } from '../domain/calendar.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { type ClaimedSend } from '../domain/outbox-row.ts';
import { drawStatement } from './draw-statement.ts';
import { type Log } from './ports.ts';
import { type UnsubscribeLinks } from './unsubscribe-links.ts';

type Mailed = { readonly noticeId: string; readonly account: Account; readonly today: CivilDate };
type Statement = { readonly noticeId: string; readonly name: string; readonly bytes: Uint8Array };
type Attachment = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

export type MailDeps = {
  /** The account an e-mail goes with a statement of; null for none. */
  readonly mailed: (mail: { creditorId: string; outboxId: string; at: Instant }) => Promise<Mailed | null>;
  readonly keep: (of: { creditorId: string; at: Instant }, statement: Statement) => Promise<void>;
  readonly links: Pick<UnsubscribeLinks, 'tokenFor'>;
  readonly publicUrl: () => string;
  readonly clock: () => Instant;
  readonly log: Log;
};

/** What goes with an e-mail: how to receive no more of them, and a statement. */
export type MailParts = {
  readonly unsubscribeUrl: (send: ClaimedSend) => string | null;
  readonly attachmentsOf: (send: ClaimedSend) => Promise<readonly Attachment[]>;
};

const names = { fr: 'releve', en: 'statement' } as const;

/**
 * What demands by e-mail carry beside their words. A mail program acts on an https link alone (RFC 8058). A company's reminder goes with the statement
 * of its account, which its people file and pass on; where it cannot be drawn the reminder, which says the same, leaves without.
 */
export function makeMailParts({ mailed, keep, links, publicUrl, clock, log }: MailDeps): MailParts {
  return {
    unsubscribeUrl: ({ creditorId, id }) => {
      const base = publicUrl().replace(/\/+$/, '');
      return base.startsWith('https://') ? `${base}/u/${links.tokenFor({ creditorId, outboxId: id })}` : null;
    },
    attachmentsOf: async ({ creditorId, id, message }) => {
      if (message.class !== 'demand') return [];
      try {
        const at = clock();
        const found = await mailed({ creditorId, outboxId: id, at });
        if (found === null) return [];
        const { noticeId, account, today } = found;
        const bytes = await drawStatement({ account, language: message.language, today });
        const name = `${names[message.language]}-${account.debtor.reference}-${today}.pdf`;
        await keep({ creditorId, at }, { noticeId, name, bytes });
        return [{ name, mime: 'application/pdf', bytes }];
      } catch (error) {
        log('error', 'mail.no-statement', { outbox: id, why: error instanceof Error ? error.name : typeof error });
        return [];
      }
    },
  };
}
