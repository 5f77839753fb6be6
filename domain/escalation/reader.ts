import { type DebtorKind } from '../account.ts';
import { type Reader } from './placeholders.ts';
import { type Outlet } from './policy.ts';

/** Whether somebody at home may read what is sent to the debtor: consumers and sole traders. */
export function isPrivate(kind: DebtorKind): boolean {
  return kind === 'consumer' || kind === 'sole-trader';
}

/**
 * Who can be counted on to read that part. Of a call the subject is the caller's first words, heard by whoever answers, in a
 * company too; the body is said once it is clear who listens. The subject of a letter is inside its envelope.
 */
export function readerOf(outlet: Outlet, part: 'subject' | 'body', kind: DebtorKind): Reader {
  const open: Reader = isPrivate(kind) ? 'anyone' : 'company';
  switch (outlet) {
    case 'letter':
    case 'registered-letter':
      return 'addressee';
    case 'email':
      return part === 'subject' ? open : 'addressee';
    case 'phone':
      return part === 'subject' ? 'anyone' : 'addressee';
    case 'sms':
    case 'whatsapp':
      return open;
  }
}
