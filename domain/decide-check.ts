import { type DecisionInput } from './decision-input.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';

/** Pauses the chasing while we look for a payment or a missing document, for a limited time. */
export function decideCheck(_request: Extract<Request, { kind: 'check' }>, input: DecisionInput): Outcome {
  return input.account === null ? refuse('not-identified') : nothing;
}
