import { type ContactPoint } from './account.ts';
import { isPhoneChannel } from './channel.ts';
import { checkCode, codeLifeMs } from './code-check.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';
import { type Claim, type ClaimMask, type Subject } from './session.ts';
import { maskOf, provesIdentity } from './verification.ts';

const minute = 60_000;
const idleMs = 15 * minute;
const absoluteMs = 60 * minute;
const failuresUntilLocked = 10; // in 24 hours, for one reference
const codesAnHour = 3;
const codesADay = 6;

/**
 * Judges a reference with the factors given beside it. On a phone channel the address of record plus one knowledge factor is
 * proof. On the web it only earns the choice of an address for a one-time code; an unknown reference or a wrong factor earns
 * the same choice among addresses that do not exist, writes the same rows and is told the same words.
 */
export function decideIdentify(request: Extract<Request, { kind: 'identify' }>, input: DecisionInput): Outcome {
  const { named, attempts, subjectKey, decoys, reachable } = input.evidence;
  if (attempts.failuresLastDay >= failuresUntilLocked) return refuse('identity-locked');
  const known = named !== null && provesIdentity(named.file, request.factors) ? named : null;
  if (isPhoneChannel(input.channel)) {
    const point = known?.points.find((candidate) => writesFrom(candidate, input));
    if (known == null || point === undefined) {
      return { ...refuse('not-identified'), facts: [{ kind: 'identity-tried', subjectKey, ok: false, claim: null }] };
    }
    return identified(input, known.debtorId, point.contactId, []);
  }
  const masks = known === null ? [] : masksOf(known.points, reachable);
  const claim: Claim = {
    subjectKey,
    debtorId: masks.length > 0 && known !== null ? known.debtorId : null,
    masks: masks.length > 0 ? masks : decoys.filter(({ channel }) => reachable.includes(channel)),
    until: input.now + idleMs,
  };
  return {
    ...nothing,
    facts: [{ kind: 'identity-tried', subjectKey, ok: known !== null, claim }],
    result: { kind: 'masks', masks: claim.masks.map(({ id, channel, hint }) => ({ id, channel, hint })) },
  };
}

function writesFrom(point: ContactPoint, input: DecisionInput): boolean {
  return point.channel !== 'email' && point.address === input.counterpart && !point.quarantined;
}

/** Addresses a code may go to: never one that opted out, nor one that said "not me". */
function masksOf(points: readonly ContactPoint[], reachable: readonly string[]): readonly ClaimMask[] {
  const usable = points.filter((point) => !point.optedOut && !point.quarantined && reachable.includes(point.channel));
  const seen = new Set<string>();
  return usable
    .filter(({ address }) => !seen.has(address) && seen.add(address))
    .map((point, index) => ({
      id: String(index + 1),
      channel: point.channel,
      hint: maskOf(point.address),
      pointId: point.id,
    }));
}

/** Sends a one-time code to an address of record, or writes the same rows without sending when the reference does not exist. */
export function decideSendCode(request: Extract<Request, { kind: 'send-code' }>, input: DecisionInput): Outcome {
  const { attempts } = input.evidence;
  if (attempts.codesLastHour >= codesAnHour || attempts.codesLastDay >= codesADay) return refuse('code-too-many');
  return request.purpose === 'identify' ? sendToClaim(request.maskId, input) : sendToContact(request, input);
}

function sendToClaim(maskId: string, input: DecisionInput): Outcome {
  const claim = input.session.claim;
  const mask = claim?.masks.find(({ id }) => id === maskId);
  if (claim == null || mask === undefined || input.now >= claim.until) return refuse('identity-expired');
  const point = claim.debtorId === null ? null : input.evidence.point;
  return issue(input, {
    purpose: 'identify',
    subjectKey: claim.subjectKey,
    debtorId: claim.debtorId,
    point,
    termsHash: null,
    mask,
  });
}

function sendToContact(request: Extract<Request, { kind: 'send-code' }>, input: DecisionInput): Outcome {
  const { account } = input;
  if (account === null) return refuse('not-identified');
  const point = account.points.find(({ id }) => id === request.maskId);
  if (point === undefined || point.optedOut || point.quarantined || !input.evidence.reachable.includes(point.channel)) {
    return refuse('code-unavailable');
  }
  const mask: ClaimMask = { id: point.id, channel: point.channel, hint: maskOf(point.address), pointId: point.id };
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
    expires: input.now + codeLifeMs,
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
    until: input.now + absoluteMs,
    idleUntil: input.now + idleMs,
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
