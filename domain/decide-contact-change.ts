import { type ContactPoint } from './account.ts';
import { mayReceiveCode } from './address-of-record.ts';
import { type ActInput } from './act-input.ts';
import { checkCode } from './code-check.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { maskHint } from './mask.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { receivedOn } from './received-on.ts';
import { type ContactChangeTerms } from './request.ts';
import { codeLimits, codeRefusal, coolingMs } from './verification-limits.ts';

/** The addresses of the same person that may confirm a change: known before it, not replaced by it, and not what it brings. */
export function confirmingPoints(
  terms: ContactChangeTerms,
  points: readonly ContactPoint[],
  now: number,
): readonly ContactPoint[] {
  const replaced = new Set(points.filter(({ id }) => terms.replaces.includes(id)).map(({ address }) => address));
  return points.filter(
    (point) =>
      point.contactId === terms.contactId &&
      mayReceiveCode(point, now) &&
      !replaced.has(point.address) &&
      point.address !== terms.address,
  );
}

/**
 * Puts a new address in the place of the person's old one, once a code to another known address of theirs came back: the old one
 * ends and is kept, the new one proves nothing before a code sent to it comes back. A person takes it over into the accounts.
 */
export function changeContact(terms: ContactChangeTerms, codeTo: string | null, input: ActInput): Outcome {
  const { account, subject } = input;
  const own = account.points.filter(({ contactId }) => contactId === terms.contactId);
  if (subject?.contactId !== terms.contactId) return refuse('not-found');
  if (!terms.replaces.every((id) => own.some((point) => point.id === id))) return refuse('terms-changed');
  if (!confirmingPoints(terms, account.points, input.now).some(({ id }) => id === codeTo)) {
    return refuse('confirmation-mismatch');
  }
  const id = input.newId();
  const { debtorId, contactId, channel, address, replaces } = terms;
  const changed: Fact = { kind: 'contact-changed', id, debtorId, contactId, channel, address, replaces };
  const code = codeToNew(id, terms, input);
  return {
    ...nothing,
    facts: [changed, ...(code === null ? [] : [code]), accountsToo(terms, input)],
    result:
      code === null
        ? { kind: 'done', id, file: null }
        : { kind: 'code-sent', mask: { id, channel, hint: maskHint(channel, address) } },
  };
}

/** The code that proves the new address; null where none can go out, and a person proves it. */
function codeToNew(pointId: string, terms: ContactChangeTerms, input: DecisionInput): Fact | null {
  const { attempts, reachable } = input.evidence;
  if (!reachable.includes(terms.channel) || codeRefusal(attempts) !== null) return null;
  return newAddressCode(pointId, terms, input);
}

type ToNew = Pick<ContactPoint, 'contactId' | 'channel' | 'address'> & { readonly debtorId: string };

function newAddressCode(pointId: string, { debtorId, contactId, channel, address }: ToNew, input: DecisionInput): Fact {
  const { fresh, subjectKey } = input.evidence;
  return {
    kind: 'code-issued',
    id: input.newId(),
    purpose: 'contact-change',
    subjectKey,
    debtorId,
    contactId,
    pointId,
    hash: fresh.hash,
    termsHash: null,
    expires: input.now + codeLimits.ttlMs,
    send: { channel, address, code: fresh.digits },
  };
}

/** The accounts are the truth: until they have the new address, their next file brings the old one. */
function accountsToo(terms: ContactChangeTerms, input: DecisionInput): Fact {
  return {
    kind: 'task-opened',
    id: input.newId(),
    debtorId: terms.debtorId,
    what: 'contact-change',
    reason: 'update-accounts',
    note: null,
    dueOn: receivedOn(input.calendar, input.now),
    terms: JSON.stringify(terms),
  };
}

/** Sends another code to the address that waits to be proved. */
export function resendToNew(input: DecisionInput): Outcome {
  const { account, subject } = input;
  if (account === null || subject === null) return refuse('not-identified');
  const point = account.points.findLast(
    (of) => of.contactId === subject.contactId && of.usableFrom === null && !of.optedOut && !of.quarantined,
  );
  if (point === undefined || !input.evidence.reachable.includes(point.channel)) return refuse('code-unavailable');
  const { contactId, channel, address } = point;
  return {
    ...nothing,
    facts: [newAddressCode(point.id, { debtorId: account.debtor.id, contactId, channel, address }, input)],
    result: { kind: 'code-sent', mask: { id: point.id, channel, hint: maskHint(channel, address) } },
  };
}

/** Judges the digits sent to a new address; right ones make it an address of record a day later. */
export function decideVerifyAddress(input: DecisionInput): Outcome {
  const check = checkCode(input, 'contact-change', null);
  if (!check.ok) return { ...refuse(check.refusal, { triesLeft: check.triesLeft }), facts: check.facts };
  if (check.pointId === null) return refuse('code-expired');
  const usableFrom = input.now + coolingMs;
  return {
    ...nothing,
    facts: [...check.facts, { kind: 'address-verified', pointId: check.pointId, debtorId: check.debtorId, usableFrom }],
    result: { kind: 'done', id: check.pointId, file: null },
  };
}
