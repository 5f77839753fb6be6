import { type Account, type Creditor } from './account.ts';
import { type Calendar, type Instant } from './calendar.ts';
import { type Channel } from './channel.ts';
import { decideAct, decideReview } from './decide-act.ts';
import { decideCheck } from './decide-check.ts';
import { decideCode, decideIdentify, decideSendCode } from './decide-identity.ts';
import { decideUndo } from './decide-undo.ts';
import { decideCare } from './decide-care.ts';
import { type Evidence } from './evidence.ts';
import { type Outcome } from './outcome.ts';
import { type PlanPolicy } from './plan-policy.ts';
import { type Request } from './request.ts';
import { type Session, type Subject } from './session.ts';

/** Everything a decision may depend on; the same values always give the same outcome. */
export type Situation = {
  readonly creditor: Creditor;
  readonly account: Account | null; // the identified debtor's, as it is now
  readonly subject: Subject | null; // by whom and how it was proved
  readonly policy: PlanPolicy | null;
  readonly session: Session;
  readonly channel: Channel;
  readonly counterpart: string; // the address or web user we talk to
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly evidence: Evidence;
  readonly newId: () => string; // ids drawn for this turn; the only thing that may differ between two runs
  readonly hash: (text: string) => string; // SHA-256, hex
};

export const nothing: Outcome = { facts: [], refusal: null, detail: {}, result: { kind: 'none' } };

/** The one place where what a person asks becomes what happens: facts to commit, or a refusal. Pure. */
export function decide(request: Request, situation: Situation): Outcome {
  switch (request.kind) {
    case 'identify':
      return decideIdentify(request, situation);
    case 'send-code':
      return decideSendCode(request, situation);
    case 'check-code':
      return decideCode(request, situation);
    case 'act':
      return decideAct(request, situation);
    case 'review':
      return decideReview(request, situation);
    case 'check':
      return decideCheck(request, situation);
    case 'undo':
      return decideUndo(request, situation);
    case 'document':
      return nothing; // drawn by the shell from the account as it is; nothing about the account changes
    default:
      return decideCare(request, situation);
  }
}
