import { type DecisionInput } from './decision-input.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';

/** Takes back an act of this account; both stay in the record. */
export function decideUndo(_request: Extract<Request, { kind: 'undo' }>, input: DecisionInput): Outcome {
  return input.account === null ? refuse('not-identified') : nothing;
}
