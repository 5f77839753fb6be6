import { createHash } from 'node:crypto';

import { type Account, type ContactPoint } from '../../domain/account.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { type StoredCode } from '../../domain/evidence.ts';
import { emptySession, type Subject } from '../../domain/session.ts';
import { type Act, type Confirmation } from '../../domain/request.ts';
import { recapDigits, termsHash } from '../../domain/terms-hash.ts';
import { proofTimes } from '../../domain/verification-limits.ts';
import { aCalendar, anAccount, aPolicy } from './an-account.ts';

export const now = Date.parse('2026-03-16T09:00:00Z');
export const minute = 60_000;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function aPoint(with_: Partial<ContactPoint> = {}): ContactPoint {
  return {
    id: 'point',
    contactId: 'contact',
    role: 'self',
    channel: 'sms',
    address: '+33639980001',
    verifiedAt: now,
    optedOut: false,
    quarantined: false,
    ...with_,
  };
}

export function aSubject(with_: Partial<Subject> = {}): Subject {
  return { debtorId: 'debtor', contactId: 'contact', level: 2, provedAt: now, ...proofTimes(now), ...with_ };
}

export function aCode(with_: Partial<StoredCode> = {}): StoredCode {
  return {
    id: 'code',
    purpose: 'confirm',
    debtorId: 'debtor',
    contactId: 'contact',
    termsHash: null,
    expires: now + 10 * minute,
    tries: 0,
    accountFailures: 0,
    ...with_,
  };
}

/** Someone identified just now who writes from a phone, with a policy that allows what is usual. */
export function anInput(account: Account | null, with_: Partial<DecisionInput> = {}): DecisionInput {
  let ids = 0;
  return {
    creditor: (account ?? anAccount()).creditor,
    account,
    subject: account === null ? null : aSubject({ debtorId: account.debtor.id }),
    policy: aPolicy(),
    session: emptySession,
    channel: 'sms',
    counterpart: '+33639980001',
    calendar: aCalendar(),
    now,
    evidence: {
      named: null,
      point: null,
      subjectKey: 'subject',
      decoys: [],
      reachable: ['sms', 'whatsapp', 'email'],
      code: null,
      attempts: { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 },
      fresh: { digits: '123456', hash: 'fresh' },
    },
    newId: () => `id-${String((ids += 1))}`,
    hash: sha256,
    ...with_,
  };
}

/** An input of the web, where this code was the last one sent. */
export function withCode(input: DecisionInput, code: Partial<StoredCode>, matches = true): DecisionInput {
  const evidence = { ...input.evidence, code: { stored: aCode(code), matches } };
  return { ...input, channel: 'web', counterpart: 'web-user', evidence };
}

/** The typed words with the right digits. */
export function byWords(act: Act): Confirmation {
  const hash = termsHash(act, sha256);
  return { how: 'words', hash, digits: recapDigits(hash) };
}
