import { decideAct, decideReview } from './decide-act.ts';
import { decideCare } from './decide-care.ts';
import { decideCheck } from './decide-check.ts';
import { decideVerifyAddress } from './decide-contact-change.ts';
import { decideDocument } from './decide-document.ts';
import { decideCode, decideIdentify, decideSendCode } from './decide-identity.ts';
import { decideUndo } from './decide-undo.ts';
import { type DecisionInput } from './decision-input.ts';
import { nothing, type Outcome } from './outcome.ts';
import { type Request } from './request.ts';

/** The one place where what a person asks becomes what happens: facts to commit, or a refusal. Pure. */
export function decide(request: Request, input: DecisionInput): Outcome {
  switch (request.kind) {
    case 'identify':
      return decideIdentify(request, input);
    case 'send-code':
      return decideSendCode(request, input);
    case 'check-code':
      return decideCode(request, input);
    case 'verify-address':
      return decideVerifyAddress(input);
    case 'act':
      return decideAct(request, input);
    case 'review':
      return decideReview(request, input);
    case 'check':
      return decideCheck(request, input);
    case 'undo':
      return decideUndo(request, input);
    case 'document':
      return decideDocument(request, input);
    case 'explain':
      return { ...nothing, result: { kind: 'explained', notices: input.evidence.notices ?? [] } };
    default:
      return decideCare(request, input);
  }
}
