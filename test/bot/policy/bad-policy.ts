import { type PolicyGround } from '../../../domain/escalation/check-policy.ts';

/** What is replaced in a shipped policy (within the level named, where one is), and what is then said, of which line. */
export type BadPolicy = {
  readonly what: string;
  readonly of?: string;
  readonly level?: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly line: string; // the text of the line that is blamed
  readonly says: RegExp;
  readonly mend: RegExp;
  readonly ground?: Partial<PolicyGround>;
};
