import { type DecisionInput } from './decision-input.ts';
import { type CodePurpose } from './evidence.ts';
import { type Fact } from './fact.ts';
import { type RefusalCode } from './outcome.ts';
import { codeLimits, isLocked } from './verification-limits.ts';

export type CodeCheck =
  | {
      readonly ok: true;
      readonly debtorId: string;
      readonly contactId: string | null;
      readonly pointId: string | null;
      readonly facts: readonly Fact[];
    }
  | { readonly ok: false; readonly refusal: RefusalCode; readonly triesLeft: number; readonly facts: readonly Fact[] };

/**
 * Judges the digits just given against the conversation's last code for that purpose and those terms. A code issued for a
 * reference that does not exist never matches; each wrong try is a fact, so that limits hold across restarts.
 */
export function checkCode(input: DecisionInput, purpose: CodePurpose, termsHash: string | null): CodeCheck {
  const { code, subjectKey, attempts } = input.evidence;
  const failed = (refusal: RefusalCode, triesLeft = 0, facts: readonly Fact[] = []): CodeCheck => ({
    ok: false,
    refusal,
    triesLeft,
    facts,
  });
  // Codes already sent elsewhere would otherwise be worth five more tries each.
  if (isLocked(attempts.failuresLastDay)) return failed('identity-locked');
  if (code?.stored.purpose !== purpose || input.now >= code.stored.expires) return failed('code-expired');
  if (code.stored.tries >= codeLimits.tries) return failed('code-too-many');
  if (code.stored.termsHash !== termsHash) return failed('terms-changed');
  const { id, debtorId, contactId, tries, accountFailures } = code.stored;
  // An account has many numbers, and each counts its own failures. Saying that this one is locked would tell that they
  // belong together, so the right digits are answered like wrong ones.
  const guessed = accountFailures >= codeLimits.failuresPerDay;
  if (!code.matches || debtorId === null || guessed) {
    return failed('code-wrong', codeLimits.tries - tries - 1, [
      { kind: 'code-tried', id, used: false },
      { kind: 'identity-tried', subjectKey, ok: false, claim: input.session.claim },
    ]);
  }
  return {
    ok: true,
    debtorId,
    contactId,
    pointId: code.stored.pointId ?? null,
    facts: [{ kind: 'code-tried', id, used: true }],
  };
}
