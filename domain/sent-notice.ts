import { type CivilDate } from './civil-date.ts';
import { type Outlet } from './escalation/policy.ts';
import { type ClaimedLine } from './escalation/step.ts';

/** A message we sent unasked, with the rule it was sent by: what a person is told who asks why. */
export type SentNotice = {
  readonly on: CivilDate;
  readonly outlet: Outlet;
  readonly rule: { readonly policy: string; readonly version: string; readonly level: string };
  readonly lines: readonly ClaimedLine[];
};
