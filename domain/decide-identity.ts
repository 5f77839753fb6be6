import { type ContactPoint } from './account.ts';
import { isPhoneChannel } from './channel.ts';
import { checkCode } from './code-check.ts';
import { resendToNew } from './decide-contact-change.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { mayReceiveCode, isOfRecord } from './address-of-record.ts';
import { maskHint } from './mask.ts';
import { offeredPoints } from './offered-points.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';
import { type Claim, type ClaimMask, type Subject } from './session.ts';
import { acceptedFactors, provedFactor } from './verification.ts';
import { codeLimits, codeRefusal, identityTtl, isLocked, proofTimes } from './verification-limits.ts';

/**
 * Judges a reference with the factors given beside it. On a phone channel the address of record plus one knowledge factor is
 * proof. On the web it only earns the choice of an address for a one-time code; an unknown reference or a wrong factor earns
 * the same choice among addresses that do not exist, writes the same rows and is told the same words.
 */
export function decideIdentify(request: Identify, input: DecisionInput): Outcome {
  const { named, attempts, subjectKey } = input.evidence;
  if (isLocked(attempts.failuresLastDay)) return refuse('identity-locked');
  const email = request.factors.find((factor) => factor.kind === 'email');
  if (email !== undefined) return offer(input, emailMasks(email.email, input));
  const given = { reference: request.reference, values: request.factors, hash: input.hash };
  const known = named !== null && provedFactor(named.file, given) !== null ? named : null;
  if (!isPhoneChannel(input.channel)) return offer(input, known === null ? [] : masksOf(known.points, input));
  const point = known?.points.find((candidate) => writesFrom(candidate, input));
  if (known == null || point === undefined) {
    return { ...refuse('not-identified'), facts: [{ kind: 'identity-tried', subjectKey, ok: false, claim: null }] };
  }
  return identified(input, known.debtorId, point.contactId, []);
}

type Identify = Extract<Request, { kind: 'identify' }>;

/** A code to the e-mail of record is a factor of its own where the file accepts it; the mask shows what was typed, right or wrong. */
function emailMasks(typed: string, input: DecisionInput): readonly ClaimMask[] {
  const { named } = input.evidence;
  const address = typed.toLowerCase();
  const accepted = named !== null && acceptedFactors(named.file).includes('email-code');
  const point = accepted ? named.points.find((of) => of.address === address && usable(of, input)) : undefined;
  return [{ id: '1', channel: 'email', hint: maskHint('email', address), pointId: point?.id ?? null }];
}

/**
 * Offers addresses for a code: those given when one of them exists, else addresses that do not. Until a code came back every offer
 * counts as a failure: were the right factor not counted, the moment of the lock would tell it.
 */
function offer(input: DecisionInput, found: readonly ClaimMask[]): Outcome {
  const { named, subjectKey, decoys } = input.evidence;
  const exists = named !== null && found.some(({ pointId }) => pointId !== null);
  const claim: Claim = {
    subjectKey,
    debtorId: exists ? named.debtorId : null,
    masks: found.length > 0 ? found : decoys,
    until: input.now + identityTtl.idleMs,
  };
  return {
    ...nothing,
    facts: [{ kind: 'identity-tried', subjectKey, ok: false, claim }],
    result: { kind: 'masks', masks: claim.masks.map(({ id, channel, hint }) => ({ id, channel, hint })) },
  };
}

function writesFrom(point: ContactPoint, input: DecisionInput): boolean {
  return (
    point.channel !== 'email' &&
    point.address === input.counterpart &&
    !point.quarantined &&
    isOfRecord(point, input.now)
  );
}

function usable(point: ContactPoint, input: DecisionInput): boolean {
  return mayReceiveCode(point, input.now) && input.evidence.reachable.includes(point.channel);
}

function masksOf(points: readonly ContactPoint[], input: DecisionInput): readonly ClaimMask[] {
  return offeredPoints(points, input.evidence.reachable, input.now).map((point, index) =>
    maskOf(point, String(index + 1)),
  );
}

function maskOf(point: ContactPoint, id: string): ClaimMask {
  return { id, channel: point.channel, hint: maskHint(point.channel, point.address), pointId: point.id };
}

/** Sends a one-time code to an address of record, or writes the same rows without sending when the reference does not exist. */
export function decideSendCode(request: Extract<Request, { kind: 'send-code' }>, input: DecisionInput): Outcome {
  const spent = codeRefusal(input.evidence.attempts);
  if (spent !== null) return refuse(spent === 'locked' ? 'identity-locked' : 'code-too-many');
  switch (request.purpose) {
    case 'identify':
      return sendToClaim(request.maskId, input);
    case 'confirm':
      return sendToContact(request, input);
    case 'contact-change':
      return resendToNew(input);
  }
}

function sendToClaim(maskId: string, input: DecisionInput): Outcome {
  const claim = input.session.claim;
  const mask = claim?.masks.find(({ id }) => id === maskId);
  if (claim == null || mask === undefined || input.now >= claim.until) return refuse('identity-expired');
  const { point } = input.evidence;
  // An address that said STOP since it was offered is worded, and written down, like one that does not exist.
  const debtorId = point !== null && usable(point, input) ? claim.debtorId : null;
  return issue(input, {
    purpose: 'identify',
    subjectKey: claim.subjectKey,
    debtorId,
    point: debtorId === null ? null : point,
    termsHash: null,
    mask,
  });
}

function sendToContact(request: Extract<Request, { kind: 'send-code' }>, input: DecisionInput): Outcome {
  const { account } = input;
  if (account === null) return refuse('not-identified');
  const point = account.points.find(({ id }) => id === request.maskId);
  if (point === undefined || !usable(point, input)) return refuse('code-unavailable');
  const mask = maskOf(point, point.id);
  const { subjectKey } = input.evidence;
  return issue(input, {
    purpose: 'confirm',
    subjectKey,
    debtorId: account.debtor.id,
    point,
    termsHash: request.hash,
    mask,
  });
}

type Issue = {
  readonly purpose: 'identify' | 'confirm';
  readonly subjectKey: string;
  readonly debtorId: string | null;
  readonly point: ContactPoint | null;
  readonly termsHash: string | null;
  readonly mask: ClaimMask;
};

function issue(input: DecisionInput, { purpose, subjectKey, debtorId, point, termsHash, mask }: Issue): Outcome {
  const { digits, hash } = input.evidence.fresh;
  const fact: Fact = {
    kind: 'code-issued',
    id: input.newId(),
    purpose,
    subjectKey,
    debtorId,
    contactId: point?.contactId ?? null,
    pointId: point?.id ?? null,
    hash,
    termsHash,
    expires: input.now + codeLimits.ttlMs,
    send: point === null ? null : { channel: point.channel, address: point.address, code: digits },
  };
  return {
    ...nothing,
    facts: [fact],
    result: { kind: 'code-sent', mask: { id: mask.id, channel: mask.channel, hint: mask.hint } },
  };
}

/** Judges the digits of an identification code; right ones open the session at level 2. */
export function decideCode(_request: Extract<Request, { kind: 'check-code' }>, input: DecisionInput): Outcome {
  const check = checkCode(input, 'identify', null);
  if (!check.ok) return { ...refuse(check.refusal, { triesLeft: check.triesLeft }), facts: check.facts };
  return identified(input, check.debtorId, check.contactId, check.facts);
}

function identified(
  input: DecisionInput,
  debtorId: string,
  contactId: string | null,
  before: readonly Fact[],
): Outcome {
  const subject: Subject = {
    debtorId,
    contactId,
    level: 2,
    provedAt: input.now,
    ...proofTimes(input.now),
  };
  return {
    ...nothing,
    facts: [
      ...before,
      { kind: 'identity-tried', subjectKey: input.evidence.subjectKey, ok: true, claim: null },
      { kind: 'subject-proved', subject },
    ],
    result: { kind: 'identified', debtorId },
  };
}
