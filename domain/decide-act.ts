import { type PromiseLine } from './account.ts';
import { type ActInput } from './act-input.ts';
import { isPhoneChannel } from './channel.ts';
import { checkCode } from './code-check.ts';
import { changeContact } from './decide-contact-change.ts';
import { type DecisionInput } from './decision-input.ts';
import { agreePlan } from './decide-plan.ts';
import { agreePromise } from './decide-promise.ts';
import { openDispute } from './decide-dispute.ts';
import { reachesDirectorAmount } from './director-amount.ts';
import { type Fact } from './fact.ts';
import { mayAgree, rolesOf } from './may-agree.ts';
import { type Outcome, type RefusalCode, refuse } from './outcome.ts';
import { type Act, type Confirmation, type Request } from './request.ts';
import { recapDigits, termsHash } from './terms-hash.ts';
import { toStaff } from './to-staff.ts';
import { isFresh } from './verification-limits.ts';

type ActRequest = Extract<Request, { kind: 'act' }>;

/**
 * Binds a promise, a plan or a dispute to exactly the terms that were confirmed. Terms whose hash is not the confirmed one, or
 * that the account as it is now no longer carries, are refused as changed: a new recap must be shown. Nothing beyond policy
 * and no act that needs a director is refused: a person decides.
 */
export function decideAct(request: ActRequest, input: DecisionInput): Outcome {
  const { account } = input;
  if (account === null || input.subject === null) return refuse('not-identified');
  if (account.debtor.parked !== null) return refuse('account-parked');
  if (request.act.terms.debtorId !== account.debtor.id) return refuse('not-found');
  const hash = termsHash(request.act, input.hash);
  if (hash !== request.confirmation.hash) return refuse('terms-changed');
  const consent = confirmed(request.act, request.confirmation, input);
  if (!consent.ok) return { ...refuse(consent.refusal, { triesLeft: consent.triesLeft }), facts: consent.facts };
  const acting: ActInput = { ...input, account };
  const { act } = request;
  const reason =
    act.kind === 'promise' || act.kind === 'plan' ? needsOther(act.terms, acting, consent.contactId) : null;
  if (reason !== null) {
    return toStaff(request.act, { what: 'director-confirms', reasons: [reason], before: consent.facts }, acting);
  }
  const outcome = bind(act, { hash, codeTo: consent.pointId }, acting);
  return outcome.refusal === null ? { ...outcome, facts: [...consent.facts, ...outcome.facts] } : outcome;
}

function bind(act: Act, { hash, codeTo }: { hash: string; codeTo: string | null }, input: ActInput): Outcome {
  switch (act.kind) {
    case 'promise':
      return agreePromise(act.terms, input);
    case 'plan':
      return agreePlan(act.terms, hash, input);
    case 'dispute':
      return openDispute(act.terms, input);
    case 'contact-change':
      return changeContact(act.terms, codeTo, input);
  }
}

type Consent =
  | {
      readonly ok: true;
      readonly contactId: string | null; // whose address the code went to
      readonly pointId: string | null;
      readonly facts: readonly Fact[];
    }
  | { readonly ok: false; readonly refusal: RefusalCode; readonly triesLeft: number; readonly facts: readonly Fact[] };

const byThemselves: Consent = { ok: true, contactId: null, pointId: null, facts: [] };

/** Whether this very person agreed to these very terms: a code on the web, the typed words and digits on a phone; a dispute protects them and needs neither. */
function confirmed(act: Act, confirmation: Confirmation, input: DecisionInput): Consent {
  const fail = (refusal: RefusalCode): Consent => ({ ok: false, refusal, triesLeft: 0, facts: [] });
  if (confirmation.how === 'code') {
    const check = checkCode(input, 'confirm', confirmation.hash);
    if (!check.ok) return check;
    return check.debtorId === input.account?.debtor.id ? check : fail('not-found');
  }
  if (act.kind === 'dispute') return byThemselves;
  // Whoever has the telephone must not be able to move the account to another one.
  if (act.kind === 'contact-change') return fail('confirmation-mismatch');
  if (confirmation.how === 'button' || !isPhoneChannel(input.channel)) return fail('confirmation-mismatch');
  if (confirmation.digits !== recapDigits(confirmation.hash)) return fail('confirmation-mismatch');
  return input.subject !== null && isFresh(input.subject.provedAt, input.now) ? byThemselves : fail('identity-expired');
}

type Bound = { readonly lines: readonly PromiseLine[] };

/** Who else must agree before anything binds: someone who may decide at all, or the director; null when nobody. */
function needsOther(terms: Bound, input: ActInput, codeTo: string | null): 'role' | 'director' | null {
  const roles = rolesOf(input.account, [input.subject?.contactId, codeTo]);
  if (!mayAgree(roles)) return 'role';
  const reached = reachesDirectorAmount(terms.lines, input.account, input.policy);
  return reached && !roles.includes('director') ? 'director' : null;
}

const reviews = {
  plan: 'plan-review',
  promise: 'promise-review',
  dispute: 'dispute',
  'contact-change': 'contact-change',
} as const;

/** Hands terms beyond policy to a person; the machine never refuses them. */
export function decideReview(request: Extract<Request, { kind: 'review' }>, input: DecisionInput): Outcome {
  const { account } = input;
  if (account === null || input.subject === null) return refuse('not-identified');
  if (request.act.terms.debtorId !== account.debtor.id) return refuse('not-found');
  return toStaff(request.act, { what: reviews[request.act.kind], reasons: request.reasons }, { ...input, account });
}
