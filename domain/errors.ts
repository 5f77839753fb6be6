/** Every failure someone must react to, with the one sentence that explains it to an operator. */
export const failures = {
  CONFIG_INVALID: 'The settings do not allow a start; each problem is listed.',
  DATABASE_UNAVAILABLE: 'The database cannot be reached; the service retries and keeps what it acknowledged.',
  DATABASE_LOCKED: 'Another process holds the data folder and does not answer.',
  MIGRATION_FAILED: 'A migration did not apply, of which nothing was kept, or was edited after it was applied.',
  STORE_CONFLICT: 'The conversation or an account changed during the turn; the turn runs again.',
  LEASE_LOST: 'Another process owns the conversation now; this one wrote nothing.',
  MODEL_UNAVAILABLE: 'The language model did not answer usefully; the turn goes on without it.',
  SEND_FAILED: 'The carrier refused the message for good.',
  SEND_UNKNOWN: 'The carrier may or may not have sent the message; it is not sent again.',
  BAD_REQUEST: 'The caller sent something that is not of the expected shape.',
  NOT_FOUND: 'There is no such thing, or the caller may not know of it.',
  UNAUTHORIZED: 'The caller did not prove who it is.',
  TOO_MANY_REQUESTS: 'The caller asked more often than allowed.',
  TOO_LARGE: 'What was sent is larger than the limit.',
  IMPORT_REFUSED: 'The import was refused; the reasons are in the report.',
  INVARIANT_BROKEN: 'The data contradicts a rule that always holds; the account is parked.',
  POLICY_INVALID: 'A policy file does not have the expected shape.',
} as const;

export type FailureCode = keyof typeof failures;

/**
 * An operational failure with a code. `facts` may hold ids, codes and counts, never a name, an address or a text,
 * so that it is always safe to log.
 */
export class AppError extends Error {
  readonly code: FailureCode;
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(code: FailureCode, facts: Readonly<Record<string, string | number | boolean>> = {}, cause?: unknown) {
    super(`${code}: ${failures[code]}`, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.facts = facts;
  }
}

/** Stops the turn when something that must always hold does not; `rule` states what must hold. */
export function invariant(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new AppError('INVARIANT_BROKEN', { rule });
}
