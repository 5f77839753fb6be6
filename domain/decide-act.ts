import { type DecisionInput } from './decision-input.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';

/** Binds a promise, a plan or a dispute to exactly the terms that were confirmed. */
export function decideAct(_request: Extract<Request, { kind: 'act' }>, input: DecisionInput): Outcome {
  return input.account === null ? refuse('not-identified') : nothing;
}

/** Hands terms beyond policy to a person. */
export function decideReview(_request: Extract<Request, { kind: 'review' }>, input: DecisionInput): Outcome {
  return input.account === null ? refuse('not-identified') : nothing;
}
