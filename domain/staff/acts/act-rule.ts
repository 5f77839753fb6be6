import { type StaffAct } from '../may-act.ts';
import { type ActField } from './act-field.ts';
import { type TargetKind } from './act-target.ts';

/** What holds of an act, whoever does it. */
export type ActRule = {
  readonly on: TargetKind;
  /** What of the table of roles it takes; `decide`: the right to decide approvals of that kind. */
  readonly right: StaffAct | 'decide';
  readonly fields: readonly ActField[];
  /** How long it can be taken back by who did it, in milliseconds; null: never, or only by another act. */
  readonly undoMs: number | null;
  /** 2: always asked of a second person; `above-limit`: from what a clerk gives up alone. */
  readonly people: 1 | 2 | 'above-limit';
  /** Whether what is shown before it must still be so when it is done. */
  readonly exact: boolean;
};
